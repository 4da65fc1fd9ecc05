/** Globs as sets of texts: `*` is any run of characters, `?` any one. */

export function isAnyText(glob: string): boolean {
  return /^\*+$/.test(glob);
}

/** What every text that the glob matches begins with. */
export function beginningOf(glob: string): string {
  const end = glob.search(/[*?]/);
  return end === -1 ? glob : glob.slice(0, end);
}

/** Whether every text that `inner` matches is matched by `outer`. May say no where it is so, never yes where it is not. */
export function globCovers(outer: string, inner: string): boolean {
  const reachable = new Array<boolean>(inner.length + 1).fill(false);
  reachable[0] = true;
  for (const mark of outer) {
    if (mark === '*') {
      for (let at = 0; at < inner.length; at++) if (reachable[at]) reachable[at + 1] = true;
      continue;
    }
    for (let at = inner.length; at > 0; at--) {
      const other = inner[at - 1];
      const fits = mark === other || (mark === '?' && other !== '*');
      reachable[at] = fits && (reachable[at - 1] ?? false);
    }
    reachable[0] = false;
  }
  return reachable[inner.length] ?? false;
}

/** Whether some text is matched by both. */
export function globsMeet(a: string, b: string): boolean {
  let row = firstRow(b);
  for (const mark of a) {
    const next = [mark === '*' ? (row[0] ?? false) : false];
    for (let at = 1; at <= b.length; at++) {
      const other = b[at - 1];
      const both = mark === other || mark === '?' || other === '?';
      const skipsOwn = mark === '*' && (row[at] ?? false);
      const skipsOther = other === '*' && (next[at - 1] ?? false);
      const stays = (mark === '*' && (next[at - 1] ?? false)) || (other === '*' && (row[at] ?? false));
      next.push(skipsOwn || skipsOther || stays || (both && (row[at - 1] ?? false)));
    }
    row = next;
  }
  return row[b.length] ?? false;
}

function firstRow(b: string): boolean[] {
  const row = [true];
  for (const mark of b) row.push(mark === '*' && (row.at(-1) ?? false));
  return row;
}
