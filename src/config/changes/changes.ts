/** How two values of one kind are compared: a table with a sentence for every key, so that no key can be forgotten. */

export type Describers<T> = { readonly [K in keyof T]-?: (before: T[K], after: T[K]) => readonly string[] };

/** What differs, key by key, in the order of the table. */
export function describeEach<T extends object>(describers: Describers<T>, before: T, after: T): string[] {
  const describe = <K extends keyof T>(key: K): readonly string[] => describers[key](before[key], after[key]);
  return (Object.keys(describers) as (keyof T)[]).flatMap(describe);
}

/** `label a → b` where the two are not written alike. */
export function changed<V>(label: string, write: (value: V) => string) {
  return (before: V, after: V): string[] => {
    const [was, is] = [write(before), write(after)];
    return was === is ? [] : [`${label} ${was} → ${is}`];
  };
}

/** A change that the running engine does not take up: said, so that nobody waits for it. */
export function fromNextStart<V>(describe: (before: V, after: V) => string[]) {
  return (before: V, after: V): string[] =>
    describe(before, after).map((line) => `${line}, for what is open already from the next start on`);
}

/** A key that says nothing of its own, or is told elsewhere. */
export function untold(): string[] {
  return [];
}

export function prefixed(prefix: string, lines: readonly string[]): string[] {
  return lines.map((line) => `${prefix}: ${line}`);
}
