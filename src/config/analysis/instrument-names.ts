/** An instrument master, gathered by what a configuration names: underlyings, symbols, lots. */
import type { InstrumentRecord } from '../../core/orders/instrument.ts';
import type { Exchange, InstrumentKind } from '../../core/orders/order.ts';

/** Instruments of one underlying and kind at an exchange. */
export interface InstrumentGroup {
  readonly exchange: Exchange;
  readonly underlying: string;
  readonly kind: InstrumentKind;
  readonly symbols: string[];
  readonly lotSizes: Set<number>;
}

export interface InstrumentNames {
  readonly groups: readonly InstrumentGroup[];
  readonly underlyings: ReadonlyMap<string, readonly InstrumentGroup[]>;
  /** The groups of each trading symbol. */
  readonly symbols: ReadonlyMap<string, readonly InstrumentGroup[]>;
}

export function toInstrumentNames(records: Iterable<InstrumentRecord>): InstrumentNames {
  const groups = new Map<string, InstrumentGroup>();
  const underlyings = new Map<string, InstrumentGroup[]>();
  const symbols = new Map<string, InstrumentGroup[]>();
  for (const record of records) {
    const symbol = record.tradingSymbol.trim().toUpperCase();
    const underlying = record.underlying.trim().toUpperCase();
    const kind = kindOf(record.instrumentType.toUpperCase(), symbol);
    const key = `${record.exchange} ${kind} ${underlying}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { exchange: record.exchange, underlying, kind, symbols: [], lotSizes: new Set() };
      groups.set(key, group);
      addTo(underlyings, underlying, group);
    }
    group.symbols.push(symbol);
    if (record.lotSize !== null) group.lotSizes.add(record.lotSize);
    addTo(symbols, symbol, group);
  }
  return { groups: [...groups.values()], underlyings, symbols };
}

function addTo(map: Map<string, InstrumentGroup[]>, name: string, group: InstrumentGroup): void {
  const there = map.get(name);
  if (there === undefined) map.set(name, [group]);
  else if (!there.includes(group)) there.push(group);
}

function kindOf(type: string, symbol: string): InstrumentKind {
  if (type.startsWith('FUT')) return 'future';
  if (!type.startsWith('OPT')) return 'equity';
  return symbol.endsWith('PE') ? 'put' : 'call';
}
