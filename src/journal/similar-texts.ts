/** Texts of which each is much like the one before it, kept as what differs. */

/** Of each text: how many characters at its beginning and at its end the one before it has there, and what is between. */
export type SimilarTexts = readonly (readonly [before: number, after: number, between: string])[];

export function packSimilar(texts: readonly string[]): SimilarTexts {
  let last = '';
  let [before, after] = [0, 0];
  return texts.map((text) => {
    // What the last two shared they mostly share with this one: that is compared at once, not letter by letter.
    if (!isShared(last, text, before, after)) {
      before = sharedBeginning(last, text);
      after = sharedEnd(last, text, before);
    }
    last = text;
    return [before, after, text.slice(before, text.length - after)];
  });
}

export function unpackSimilar(packed: SimilarTexts): readonly string[] {
  let last = '';
  return packed.map(([before, after, between]) => {
    last = `${last.slice(0, before)}${between}${last.slice(last.length - after)}`;
    return last;
  });
}

function isShared(last: string, text: string, before: number, after: number): boolean {
  const shared = before + after;
  if (shared === 0 || shared > text.length || shared > last.length) return false;
  // Slices that are compared: `startsWith` takes six times as long.
  return (
    text.slice(0, before) === last.slice(0, before) &&
    text.slice(text.length - after) === last.slice(last.length - after)
  );
}

function sharedBeginning(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) shared += 1;
  return shared;
}

/** Of what `before` leaves of both. */
function sharedEnd(a: string, b: string, before: number): number {
  const most = Math.min(a.length, b.length) - before;
  let shared = 0;
  while (shared < most && a.charCodeAt(a.length - 1 - shared) === b.charCodeAt(b.length - 1 - shared))
    shared += 1;
  return shared;
}
