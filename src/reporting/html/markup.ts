/** HTML that cannot be broken by what is put into it: every text is made harmless on its way in. */
import { toSafeText } from '../terminal/safe-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Finished HTML. Made by `html` only. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = Markup | string | number | readonly Markup[];

/** A tag of templates: what stands in the source is HTML, what is put in is text, in an attribute as well. */
export function html(source: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = source[0] ?? '';
  for (const [index, piece] of pieces.entries()) text += write(piece) + (source[index + 1] ?? '');
  return new Markup(text);
}

export const NOTHING = new Markup('');

function write(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('\n');
  return toSafeText(String(piece)).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '');
}
