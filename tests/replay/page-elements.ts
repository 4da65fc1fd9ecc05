/** Reads a page strictly, as XML would be: what a lenient browser mends is an error here. */

export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: PageElement[];
  /** Of this element and those in it, with entities as they are. */
  text: string;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*="[^"<]*")*)(\/?)>/y;
const TEXT = /(?:[^<&]|&(?:amp|lt|gt|quot|#39);)+/y;
const STYLE = /[^<&]*/y;

/** @returns all elements in their order. Throws at the first thing that is not well-formed. */
export function readPage(page: string): PageElement[] {
  const all: PageElement[] = [];
  const open: PageElement[] = [];
  if (!page.startsWith('<!doctype html>\n')) throw new Error('no doctype');
  for (let at = '<!doctype html>\n'.length; at < page.length; ) {
    const pattern = page[at] === '<' ? TAG : open.at(-1)?.name === 'style' ? STYLE : TEXT;
    pattern.lastIndex = at;
    const match = pattern.exec(page);
    if (match === null) throw new Error(`not well-formed: ${JSON.stringify(page.slice(at, at + 80))}`);
    at = pattern.lastIndex;
    if (pattern !== TAG) for (const element of open) element.text += match[0];
    else takeTag(match, open, all);
  }
  if (open.length > 0) throw new Error(`left open: ${open.map(({ name }) => name).join(' ')}`);
  return all;
}

function takeTag(match: RegExpExecArray, open: PageElement[], all: PageElement[]): void {
  const [, closing, name = '', attributes = '', alone] = match;
  if (closing) {
    const last = open.pop();
    if (last?.name !== name) throw new Error(`</${name}> closes ${last?.name}`);
    return;
  }
  const pairs = [...attributes.matchAll(/ ([^=]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
    key,
    value,
  ]);
  const element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
  open.at(-1)?.children.push(element);
  all.push(element);
  if (!alone) open.push(element);
}
