import type { Filters, SymbolPattern } from '../../core/policy/policy.ts';
import { type Describers, describeEach } from './changes.ts';
import { writeTimeWindow } from './write-values.ts';

const DESCRIBERS: Describers<Filters> = {
  exchanges: setChanged('filters.exchanges', String, 'all'),
  blockSymbols: setChanged('filters.symbols.block', writePattern, 'none'),
  allowSymbols: setChanged('filters.symbols.allow', writePattern, 'all'),
  instruments: setChanged('filters.instruments', String, 'all'),
  orderTypes: setChanged('filters.order_types', String, 'all'),
  products: setChanged('filters.products', String, 'all'),
  sides: setChanged('filters.sides', String, 'all'),
  time: setChanged('filters.time', writeTimeWindow, 'all day'),
};

/** `filters.symbols.allow: + RELIANCE-EQ, − NIFTY` */
export function describeFilters(before: Filters, after: Filters): string[] {
  return describeEach(DESCRIBERS, before, after);
}

/** `absent`: what it means that the key is not there. */
function setChanged<V>(label: string, write: (value: V) => string, absent: string) {
  return (before: readonly V[] | null, after: readonly V[] | null): string[] => {
    const [was, is] = [toTexts(before, write), toTexts(after, write)];
    if (was === null || is === null) {
      const words = (texts: ReadonlySet<string> | null): string =>
        texts === null ? absent : [...texts].join(', ');
      return was === is ? [] : [`${label}: ${words(was)} → ${words(is)}`];
    }
    const added = [...is].filter((text) => !was.has(text)).map((text) => `+ ${text}`);
    const removed = [...was].filter((text) => !is.has(text)).map((text) => `− ${text}`);
    const parts = [...added, ...removed];
    return parts.length === 0 ? [] : [`${label}: ${parts.join(', ')}`];
  };
}

function toTexts<V>(values: readonly V[] | null, write: (value: V) => string): ReadonlySet<string> | null {
  return values === null ? null : new Set(values.map(write));
}

export function writePattern({ text, exchange }: SymbolPattern): string {
  return exchange === null ? text : `${exchange}:${text}`;
}
