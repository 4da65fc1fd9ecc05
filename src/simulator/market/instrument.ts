import type { Price } from './price.ts';

/** One record of the instrument master in the format of 2026. Everything is a text but the last (recorded Sep-2026). */
export interface ScripRow {
  readonly token: string;
  readonly symbol: string;
  readonly name: string;
  readonly expiry: string;
  readonly strike: string;
  readonly lotsize: string;
  readonly instrumenttype: string;
  readonly exch_seg: string;
  readonly tick_size: string;
  readonly freeze_qty?: string;
  readonly is_cas_enabled?: boolean;
}

/** What the simulator needs to know of one instrument. */
export interface Instrument {
  /** `NFO:900001`. */
  readonly key: string;
  readonly exchange: string;
  readonly token: string;
  readonly symbol: string;
  readonly name: string;
  /** `OPTIDX`, `FUTSTK`, …; empty for a share. */
  readonly type: string;
  readonly kind: 'share' | 'future' | 'option' | 'index';
  /** `CE`, `PE`, `XX` for a future, empty for a share. */
  readonly optionType: string;
  readonly expiry: string;
  /** Null where there is none. */
  readonly strike: Price | null;
  readonly lotSize: number;
  readonly tick: Price;
  /** The largest quantity of one order; null where there is no limit. */
  readonly freezeQuantity: number | null;
}

/** Reads a record of the instrument master. */
export function readScrip(row: ScripRow): Instrument {
  const kind = kindOf(row.instrumenttype);
  return {
    key: `${row.exch_seg}:${row.token}`,
    exchange: row.exch_seg,
    token: row.token,
    symbol: row.symbol,
    name: row.name,
    type: row.instrumenttype,
    kind,
    optionType: kind === 'option' ? row.symbol.slice(-2) : kind === 'future' ? 'XX' : '',
    expiry: row.expiry,
    strike: readStrike(row),
    lotSize: Math.max(1, Number(row.lotsize)),
    // The file's ticks are paise; a tick of 0 (indices) is nothing that an order could be checked against.
    tick: Math.max(1, Math.round(Number(row.tick_size) * 100)),
    freezeQuantity: readFreeze(row.freeze_qty, kind),
  };
}

function kindOf(type: string): Instrument['kind'] {
  if (type.startsWith('FUT')) return 'future';
  if (type.startsWith('OPT')) return 'option';
  return type === '' ? 'share' : 'index';
}

/** Strikes are rupees × 100; those of currency options × 10,000,000. */
function readStrike(row: ScripRow): Price | null {
  const strike = Number(row.strike);
  if (!(strike > 0)) return null;
  return row.exch_seg === 'CDS' ? Math.round(strike / 1000) : Math.round(strike * 100);
}

/** A derivative's `freeze_qty` is the limit + 1, a share's is the limit; 0 or nothing is no limit. */
function readFreeze(text: string | undefined, kind: Instrument['kind']): number | null {
  const quantity = Number(text ?? '0');
  if (!(quantity > 0)) return null;
  return kind === 'future' || kind === 'option' ? quantity - 1 : quantity;
}

/** The instruments of one simulator, by token and by symbol. */
export interface Instruments {
  readonly rows: readonly ScripRow[];
  readonly all: readonly Instrument[];
  byToken(exchange: string, token: string): Instrument | null;
  /** Without an exchange: the first of that symbol. */
  bySymbol(symbol: string, exchange?: string): Instrument | null;
}

export function createInstruments(rows: readonly ScripRow[]): Instruments {
  const all = rows.map(readScrip);
  const tokens = new Map(all.map((instrument) => [instrument.key, instrument]));
  const symbols = new Map<string, Instrument>();
  for (const instrument of all) {
    symbols.set(`${instrument.exchange}:${instrument.symbol}`, instrument);
    if (!symbols.has(instrument.symbol)) symbols.set(instrument.symbol, instrument);
  }
  return {
    rows,
    all,
    byToken: (exchange, token) => tokens.get(`${exchange}:${token}`) ?? null,
    bySymbol: (symbol, exchange) =>
      symbols.get(exchange === undefined ? symbol : `${exchange}:${symbol}`) ?? null,
  };
}
