/** Lists whose entries have a name each and whose order means something: followers, rules, overrides. */

export interface ListChanges<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly kept: readonly { readonly before: T; readonly after: T }[];
  /** The fewest entries of which it has to be said that they changed places. */
  readonly moved: readonly T[];
}

/** `nameOf` must differ between the entries of one list. */
export function compareLists<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (entry: T) => string,
): ListChanges<T> {
  const places = new Map(before.map((entry, index) => [nameOf(entry), { entry, index }]));
  const names = new Set(after.map(nameOf));
  const stayed = after.flatMap((entry) => {
    const place = places.get(nameOf(entry));
    return place === undefined ? [] : [{ before: place.entry, after: entry, index: place.index }];
  });
  const inPlace = longestRising(stayed.map(({ index }) => index));
  return {
    added: after.filter((entry) => !places.has(nameOf(entry))),
    removed: before.filter((entry) => !names.has(nameOf(entry))),
    kept: stayed,
    moved: stayed.filter((_, position) => !inPlace.has(position)).map((entry) => entry.after),
  };
}

/** The positions of a longest rising run (with gaps) of different numbers. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (const [position, number] of numbers.entries()) {
    let from = -1;
    for (let earlier = 0; earlier < position; earlier++) {
      const rises = (numbers[earlier] ?? 0) < number;
      if (rises && (lengths[earlier] ?? 0) > (lengths[from] ?? 0)) from = earlier;
    }
    lengths.push((lengths[from] ?? 0) + 1);
    previous.push(from);
    if ((lengths[position] ?? 0) > (lengths[best] ?? 0)) best = position;
  }
  const run = new Set<number>();
  for (let at = best; at >= 0; at = previous[at] ?? -1) run.add(at);
  return run;
}

/** `before NAME`, or `last`: where an entry stands in a list. */
export function placeIn<T>(entry: T, list: readonly T[], nameOf: (entry: T) => string): string {
  const next = list[list.findIndex((each) => nameOf(each) === nameOf(entry)) + 1];
  return next === undefined ? 'last' : `before ${nameOf(next)}`;
}
