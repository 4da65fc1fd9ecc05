/** Globs of symbols and tags: `*` is any run of characters, `?` any one. Both sides are upper case already. */

export function isGlob(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/** Compiles to a test in linear time; no pattern can make it hang. */
export function compileGlob(pattern: string): (text: string) => boolean {
  if (!isGlob(pattern)) return (text) => text === pattern;
  return (text) => matchesGlob(pattern, text);
}

/** Greedy matching with one point to come back to: at most pattern × text steps. */
function matchesGlob(pattern: string, text: string): boolean {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (at < text.length) {
    if (from < pattern.length && pattern[from] === '*') {
      star = from;
      retry = at;
      from += 1;
    } else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === text[at])) {
      from += 1;
      at += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      from = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[from] === '*') from += 1;
  return from === pattern.length;
}
