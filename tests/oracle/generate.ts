/** Whole cases for the oracle and the engine to be compared on. Everything is JSON, and so is the file (as YAML). */
import fc from 'fast-check';
import { configs } from './generate-config.ts';
import { CATALOG, type CatalogItem, toMasterRecord, toPositionRow } from './generate-instruments.ts';
import {
  brokenRow,
  chance,
  type LogFrame,
  type OrderPlan,
  orderPlans,
  type RawRow,
  rowsOfOrder,
  SLOTS_A_DAY,
  sometimes,
  type TimedRow,
} from './generate-rows.ts';

export interface GeneratedCase {
  readonly config: Record<string, unknown>;
  readonly rows: readonly unknown[];
  readonly sort: boolean;
  readonly positions?: readonly ReturnType<typeof toPositionRow>[];
  readonly instruments?: readonly Record<string, unknown>[];
}

/** Few instruments, so that orders meet in the same position; the shares and the index option most often. */
const items = fc.uniqueArray(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(...CATALOG.slice(0, 1), ...CATALOG.slice(3, 4), ...CATALOG.slice(8, 9)),
    },
    { weight: 2, arbitrary: fc.constantFrom(...CATALOG) },
  ),
  { minLength: 1, maxLength: 3, selector: (item) => item.symbol },
);

/** Few products each for the same reason: the first two that its orders ask for. */
function narrowed(item: CatalogItem, at: number, count: number): CatalogItem {
  const products = [0, 1].slice(0, count).flatMap((more) => {
    const product = item.products[(at + more) % item.products.length];
    return product === undefined ? [] : [product];
  });
  return { ...item, products };
}

function logFrame(chosen: readonly CatalogItem[]): fc.Arbitrary<LogFrame> {
  const perItem = <T>(arbitrary: (item: CatalogItem) => fc.Arbitrary<T>) =>
    fc.tuple(...chosen.map((item) => arbitrary(item)));
  return fc.record({
    items: perItem((item) =>
      fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 2 })).map(([at, count]) => narrowed(item, at, count)),
    ),
    prices: perItem((item) => fc.constantFrom(...item.prices)),
    lotsizes: perItem((item) =>
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom<unknown>(String(item.lot), item.lot) },
        { weight: 1, arbitrary: fc.constantFrom<unknown>('', '0', '-1', undefined, null) },
      ),
    ),
    days: fc.constantFrom(1, 1, 1, 2, 3),
  });
}

/** What happens to the log as a whole, after the orders' own rows. */
const untidiness = fc.record({
  sort: chance(40),
  swaps: fc.array(fc.nat(), { maxLength: 2 }),
  timeless: fc.array(fc.nat(), { maxLength: 2 }),
  broken: sometimes(15, fc.tuple(fc.nat(), fc.nat())),
});
type Untidiness = typeof untidiness extends fc.Arbitrary<infer T> ? T : never;

const dayOf = ({ slot }: TimedRow) => Math.floor(slot / SLOTS_A_DAY);

/** A row before its predecessor of the same day: what comes by push can overtake. */
function swapped(rows: readonly TimedRow[], swaps: readonly number[]): TimedRow[] {
  const result = [...rows];
  for (const swap of swaps) {
    const at = swap % Math.max(1, result.length - 1);
    const [one, two] = [result[at], result[at + 1]];
    if (one === undefined || two === undefined || dayOf(one) !== dayOf(two)) continue;
    result[at] = two;
    result[at + 1] = one;
  }
  return result;
}

const withoutTime = (row: RawRow): RawRow => ({
  ...row,
  updatetime: '',
  exchtime: '',
  exchorderupdatetime: '',
});

/** To be sorted: order by order. Not to be sorted: by time already, but for what overtook. */
function assemble(log: LogFrame, plans: readonly OrderPlan[], how: Untidiness): RawRow[] {
  const rows = plans.flatMap((plan, index) => rowsOfOrder(plan, index, log));
  const logged = how.sort
    ? rows
    : swapped(
        [...rows].sort((a, b) => a.slot - b.slot),
        how.swaps,
      );
  // The first row always has a time: what a row without a predecessor takes is not told.
  const timeless = new Set(how.timeless.map((at) => 1 + (at % (logged.length * 4))));
  return logged.map(({ row }, at) => (timeless.has(at) ? withoutTime(row) : row));
}

function withBroken(rows: readonly RawRow[], broken: Untidiness['broken']): fc.Arbitrary<unknown[]> {
  if (broken === undefined) return fc.constant([...rows]);
  const at = broken[0] % rows.length;
  const like = rows[at];
  if (like === undefined) return fc.constant([...rows]);
  return brokenRow(like).map((row) => [...rows.slice(0, at + 1), row, ...rows.slice(at + 1)]);
}

function positionsOf(log: LogFrame): fc.Arbitrary<GeneratedCase['positions']> {
  const rows = log.items.flatMap((item) =>
    [...new Set(item.products)].map((product) =>
      sometimes(
        60,
        fc.integer({ min: -4, max: 4 }).map((lots) => toPositionRow(item, product, lots * item.lot)),
      ),
    ),
  );
  return sometimes(
    20,
    fc.tuple(...rows).map((list) => list.filter((row) => row !== undefined)),
  );
}

/** None, all of the log's instruments, or those whose index is drawn. */
function instrumentsOf(log: LogFrame): fc.Arbitrary<GeneratedCase['instruments']> {
  const records = log.items.map((item) =>
    sometimes(
      85,
      fc.constantFrom(...item.freezes).map((freeze) => toMasterRecord(item, freeze)),
    ),
  );
  return sometimes(
    55,
    fc.tuple(...records).map((list) => list.filter((record) => record !== undefined)),
  );
}

export const cases: fc.Arbitrary<GeneratedCase> = items.chain(logFrame).chain((log) =>
  fc
    .record({
      config: configs,
      plans: orderPlans,
      how: untidiness,
      positions: positionsOf(log),
      instruments: instrumentsOf(log),
    })
    .chain(({ config, plans, how, positions, instruments }) =>
      withBroken(assemble(log, plans, how), how.broken).map((rows) => ({
        config,
        rows,
        sort: how.sort,
        ...(positions === undefined ? {} : { positions }),
        ...(instruments === undefined ? {} : { instruments }),
      })),
    ),
);

/** So many cases, always the same for a seed, as they look after a trip through JSON. */
export function sampleCases(seed: number, count: number): GeneratedCase[] {
  const sampled = fc.sample(cases, { seed, numRuns: count });
  return JSON.parse(JSON.stringify(sampled)) as GeneratedCase[];
}
