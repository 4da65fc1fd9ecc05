/** The word of `candidates` that `written` was most likely meant to be; null where none is near. */
export function findNearest(written: string, candidates: readonly string[]): string | null {
  const word = fold(written.slice(0, 64));
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, fold(candidate), bestDistance - 1);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `maxAge`, `max-age` and `MAX_AGE` are all meant to be `max_age`. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** How many letters to insert, delete, replace or swap with their neighbour; words of other lengths are not compared. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let earlier: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replaced = (above[j - 1] ?? 0) + (same ? 0 : 1);
      const swapped = isSwap ? (earlier[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
    }
    // A way through the table crosses each row, and never gets shorter, but for a swap, which skips one.
    if (Math.min(...above) > most && Math.min(...row) > most) return most + 1;
    [earlier, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
