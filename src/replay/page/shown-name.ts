/** The last part of a path: a page is passed on, and where somebody keeps their files is nobody's business. */
export function shownName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
