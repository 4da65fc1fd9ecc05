import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { compileConfig } from '../../src/config/compile-config.ts';
import { FINDING_FORMATS, formatFindings } from '../../src/config/findings/format-findings.ts';
import { VALIDATORS } from './findings-of.ts';

const EXAMPLE = readFileSync('copytrade.yaml.example', 'utf8');
const LINES = EXAMPLE.split('\n');

/** Compiles, and checks what must hold whatever the text is. */
function compileAnything(text: string): void {
  const result = compileConfig([{ path: 'c.yaml', text }], VALIDATORS);
  const findings = result.ok ? result.config.findings : result.findings;
  if (!result.ok) expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
  const lines = text.split('\n');
  for (const { line, column, message } of findings) {
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
    expect(message).toMatch(/[.?]$/);
  }
  for (const format of FINDING_FORMATS) formatFindings(findings, format, { colour: true });
}

interface Edit {
  readonly at: number;
  readonly kind: string;
  readonly by: number;
}

function applyEdit(lines: readonly string[], { at, kind, by }: Edit): string[] {
  const line = lines[at] ?? '';
  switch (kind) {
    case 'drop':
      return lines.toSpliced(at, 1);
    case 'double':
      return lines.toSpliced(at, 0, line);
    case 'cut':
      return lines.with(Math.min(at, lines.length - 1), line.slice(0, by));
    case 'indent':
      return lines.toSpliced(at, 1, `${' '.repeat(by % 5)}${line}`);
    default:
      return lines.toSpliced(at, 1, lines[by] ?? '').toSpliced(by, 1, line);
  }
}

describe('whatever the text is, it compiles or has an error with a place', () => {
  test('any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), compileAnything));
    const marks = fc.constantFrom(...'[]{}:,-?&*!|>\'"%@`#<= \t\n\rab1.~');
    fc.assert(fc.property(fc.string({ unit: marks, maxLength: 60 }), compileAnything), { numRuns: 500 });
  });

  test('the example with lines left out, doubled, cut or moved', () => {
    const index = fc.nat(LINES.length - 1);
    const edit = fc.record({
      at: index,
      kind: fc.constantFrom('drop', 'double', 'cut', 'indent', 'swap'),
      by: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const lines = edits.reduce(applyEdit, LINES);
        compileAnything(lines.join('\n'));
      }),
      { numRuns: 150 },
    );
  });

  test('the example with bytes changed anywhere', () => {
    const bytes = Buffer.from(EXAMPLE);
    const edit = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(127), kind: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const changed = edits.reduce((text, { at, byte, kind }) => {
          const rest = text.slice(kind === 2 ? at : at + 1);
          return `${text.slice(0, at)}${kind === 1 ? '' : String.fromCharCode(byte)}${rest}`;
        }, EXAMPLE);
        compileAnything(changed);
      }),
      { numRuns: 100 },
    );
  });

  test('the example with words and marks replaced by others', () => {
    const parts = EXAMPLE.split(/([\s{}[\],:"'#]+)/);
    const index = fc.nat(parts.length - 1);
    const other = fc.oneof(
      index.map((at) => parts[at] ?? ''),
      fc.constantFrom(
        '1e3',
        '.5',
        '0x10',
        'NO',
        'off',
        '~',
        '*a',
        '&a',
        '<<',
        '!x',
        '- ',
        '\t',
        '}',
        '[',
        '"',
        '|',
        '\n---\n',
        '',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(index, other), { minLength: 1, maxLength: 4 }), (edits) => {
        compileAnything(edits.reduce((all, [at, text]) => all.with(at, text), parts).join(''));
      }),
      { numRuns: 100 },
    );
  });

  test('any data under the keys of the language', () => {
    const keys = fc.constantFrom(
      ...'version mode master followers f1 rules id match quantity multiplier overrides limits any not price credentials env_prefix api_key env filters symbols allow time network execution slippage max_age include __proto__ constructor toString'.split(
        ' ',
      ),
    );
    const { value } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.constantFrom(
          null,
          true,
          0,
          1,
          -1,
          0.5,
          1e21,
          'mirror',
          '10..5',
          '0.5%',
          '',
          'NFO:',
          'rules/*.yaml',
        ),
        fc.string({ maxLength: 8 }),
      ),
      map: fc.dictionary(keys, tie('value'), { maxKeys: 6 }),
      value: fc.oneof(
        { depthSize: 'small' },
        tie('leaf'),
        tie('map'),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keys, value, { maxKeys: 8 }), (data) => {
        compileAnything(stringify(data));
        compileAnything(stringify({ version: 1, followers: { f1: {} }, ...data }));
      }),
      { numRuns: 300 },
    );
  });
});
