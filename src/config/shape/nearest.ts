/** The word of `candidates` that `written` was most likely meant to be; null where none is near. */
export function findNearest(written: string, candidates: readonly string[]): string | null {
  const word = fold(written.slice(0, 64));
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, fold(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `maxAge`, `max-age` and `MAX_AGE` are all meant to be `max_age`. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** How many letters to insert, delete, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cell = (di: number, dj: number): number => (di === 0 ? row : rows[i - di])?.[j - dj] ?? 0;
      const substitution = cell(1, 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(2, 2) + 1 : substitution;
      row.push(Math.min(cell(1, 0) + 1, cell(0, 1) + 1, substitution, swap));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
