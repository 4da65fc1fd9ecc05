import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Redactor } from '../../src/secrets/redactor.ts';

/** Few letters, so that values begin alike, overlap, and are parts of each other. */
const letters = fc.constantFrom('a', 'b', '1', '.', '"', '\\', '/', 'é', '-', '😀');
const texts = (minLength: number, maxLength: number) =>
  fc.array(letters, { minLength, maxLength }).map((chosen) => chosen.join(''));

/** As the redactor says it works, by one regular expression for all that is looked for. */
function redactSlowly(text: string, values: readonly string[], { alone }: { alone: boolean }): string {
  const names = new Map<string, string>();
  for (const [index, value] of values.entries()) {
    const bytes = Buffer.from(value);
    const base64 = bytes.toString('base64');
    const encoded = [base64, base64.replace(/=+$/, ''), bytes.toString('base64url')];
    const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    for (const form of value.length < 6 ? forms : [...forms, ...encoded])
      if (!names.has(form)) names.set(form, `[${index}]`);
  }
  const chosen = [...names.keys()].filter((form) => form.length < 6 === alone);
  if (chosen.length === 0) return text;
  const escaped = chosen
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const any = `(?:${escaped.join('|')})`;
  const pattern = new RegExp(alone ? `(?<![A-Za-z0-9.])${any}(?![A-Za-z0-9])` : any, 'g');
  return text.replace(pattern, (form) => names.get(form) ?? '');
}

it('replaces what a search for all values, from the left and the longest first, would find', () => {
  const values = fc.array(texts(4, 9), { maxLength: 12 });
  const pieces = (known: readonly string[]) =>
    fc.array(fc.oneof(texts(0, 8), fc.constantFrom(...known, 'x')), { maxLength: 12 });
  const cases = values.chain((known) => fc.tuple(fc.constant(known), pieces(known)));
  fc.assert(
    fc.property(cases, ([known, parts]) => {
      const text = parts.join('');
      const redactor = new Redactor();
      for (const [index, value] of known.entries()) redactor.add(value, String(index));
      const data = redactSlowly(text, known, { alone: false });
      expect(redactor.redactData(text)).toBe(data);
      expect(redactor.redactText(text)).toBe(redactSlowly(data, known, { alone: true }));
    }),
    { numRuns: 500 },
  );
});
