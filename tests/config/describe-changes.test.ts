import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileConfig } from '../../src/config/compile-config.ts';
import { type ConfigContent, describeChanges } from '../../src/config/describe-changes.ts';
import { ShapeValidators } from '../../src/config/shape/shape-validators.ts';
import { config } from './arbitrary-config.ts';

const BASE = `
version: 1
mode: dry_run
filters:
  symbols:
    allow: [NIFTY, BANKNIFTY]
    block: ["*-BE"]
defaults:
  limits: { max_order_value: 500000 }
master:
  credentials: { env_prefix: "" }
followers:
  follower1:
    credentials: { env_prefix: FOLLOWER_1_ }
    quantity: { multiplier: 0.5 }
  follower2:
    credentials: { env_prefix: FOLLOWER_2_ }
    quantity:
      fixed: 65
      overrides:
        - match: { underlying: BANKNIFTY }
          lots: 1
        - match: { side: sell }
          mirror: true
rules:
  - id: no-late-expiry-options
    match: { instrument: option, days_to_expiry: 0, time: "14:30..15:40" }
    skip: true
  - id: half-of-sensex
    match: { underlying: SENSEX }
    quantity: { multiplier: 0.5 }
`.replace('          mirror: true\n', '          multiplier: 1\n');

const validators = new ShapeValidators();

function compile(text: string, rules: string | null = null): ConfigContent {
  const main = { path: 'copytrade.yaml', text };
  const result = compileConfig(
    rules === null ? [main] : [main, { path: 'rules/more.yaml', text: rules }],
    validators,
  );
  if (!result.ok) throw new Error(result.findings.map(({ message }) => message).join('\n'));
  return result.config;
}

/** What an edit of the file changes: each pair is replaced, and must be there. */
function edit(...replacements: readonly (readonly [string, string])[]): string[] {
  let text = BASE;
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`${from} is not in the file`);
    text = text.replace(from, to);
  }
  return describeChanges(compile(BASE), compile(text));
}

describe('an edit of the file', () => {
  it('that changes nothing but comments, blanks and the order of words says nothing', () => {
    expect(
      edit(['filters:', '# what may be copied\n\nfilters:'], ['[NIFTY, BANKNIFTY]', '[BANKNIFTY, NIFTY]']),
    ).toEqual([]);
  });

  it('of a quantity shows both', () => {
    expect(edit(['{ multiplier: 0.5 }', '{ multiplier: 0.25, round: up, max: 500 }'])).toEqual([
      'follower1: quantity 0.5 × → 0.25 ×, rounded up, at most 500 units',
    ]);
    expect(edit(['fixed: 65', 'capital_ratio: 1.5'])).toEqual([
      'follower2: quantity 65 units → 1.5 × the ratio of capitals',
    ]);
  });

  it('of overrides names what they are for', () => {
    expect(edit(['lots: 1', 'lots: 2'])).toEqual([
      'follower2: quantity override for underlying BANKNIFTY: 1 lot → 2 lots',
    ]);
    expect(edit(['match: { underlying: BANKNIFTY }', 'match: { underlying: [NIFTY, BANKNIFTY] }'])).toEqual([
      'follower2: quantity override added for underlying BANKNIFTY or NIFTY: 1 lot',
      'follower2: quantity override removed for underlying BANKNIFTY (was 1 lot)',
    ]);
    expect(
      edit(
        ['{ underlying: BANKNIFTY }', '{ side: sell }'],
        ['{ side: sell }\n          multiplier: 1', '{ underlying: BANKNIFTY }\n          lots: 1'],
        ['{ side: sell }\n          lots: 1', '{ side: sell }\n          multiplier: 1'],
      ),
    ).toEqual(['follower2: quantity override for underlying BANKNIFTY now last']);
  });

  it('of accounts says what becomes of them', () => {
    const third =
      '  follower3:\n    credentials: { env_prefix: F3_ }\n    quantity: { multiplier: 0.5 }\nrules:';
    expect(edit(['rules:', third])).toEqual(['new follower follower3 (0.5 ×)']);
    expect(edit(['  follower1:\n', '  follower1:\n    enabled: false\n'])).toEqual([
      'follower1 is switched off: nothing is copied to it, exits neither',
    ]);
    expect(edit(['  follower1:', '  papa:'])).toEqual([
      'new follower papa (0.5 ×)',
      'follower1 is removed: no new entries; exits of what it still holds are copied',
    ]);
  });

  it('that goes live says when, for whom it differs, and who logs in', () => {
    const third = '  follower3:\n    credentials: { env_prefix: F3_ }\nrules:';
    expect(
      edit(
        ['mode: dry_run', 'mode: live'],
        ['  follower2:\n', '  follower2:\n    mode: dry_run\n'],
        ['rules:', third],
      ),
    ).toEqual([
      'mode: dry_run → live takes effect at the next start with --live',
      'new follower follower3 (mirror), logging in',
    ]);
    const live = BASE.replace('mode: dry_run', 'mode: live');
    const narrowed = live.replace('  follower2:\n', '  follower2:\n    mode: dry_run\n');
    expect(describeChanges(compile(live), compile(narrowed))).toEqual(['follower2: mode live → dry_run']);
    expect(describeChanges(compile(live), compile(BASE))).toEqual(['mode: live → dry_run']);
  });

  it('of filters shows what comes in and what goes out', () => {
    expect(edit(['[NIFTY, BANKNIFTY]', '[BANKNIFTY, "NFO:RELIANCE"]'])).toEqual([
      'filters.symbols.allow: + NFO:RELIANCE, − NIFTY',
    ]);
    expect(edit(['    block: ["*-BE"]\n', ''])).toEqual(['filters.symbols.block: *-BE → none']);
    expect(
      edit(['  follower1:\n', '  follower1:\n    filters: { products: [intraday], time: "09:30..15:00" }\n']),
    ).toEqual([
      'follower1: filters.products: all → intraday',
      'follower1: filters.time: all day → 09:30..15:00',
    ]);
  });

  it('of the defaults is told once for all whom it changes', () => {
    expect(edit(['max_order_value: 500000', 'max_order_value: 1250000.5'])).toEqual([
      'follower1, follower2: limits.max_order_value ₹5,00,000 → ₹12,50,000.50',
    ]);
    const three = BASE.replace(
      'rules:',
      '  papa: { quantity: mirror, credentials: { env_prefix: P_ } }\nrules:',
    );
    const execution = three.replace(
      '  limits:',
      '  execution: { as: market, slippage: "0.5%", max_age: 1500ms }\n  limits:',
    );
    expect(describeChanges(compile(three), compile(execution))).toEqual([
      'all 3 followers: execution.as auto → market',
      'all 3 followers: execution.slippage auto → 0.5%',
      'all 3 followers: execution.max_age 60s → 1500ms',
    ]);
  });

  it('of rules says what each does, and where it is asked', () => {
    const quarter = `rules:
  - id: banknifty-quarter
    followers: [follower1]
    match: { underlying: BANKNIFTY, any: [{ side: buy }, { lots: ">= 10" }], not: { tag: HEDGE } }
    quantity: { multiplier: 0.25 }
    limits: { daily_loss: 10000 }`;
    expect(edit(['rules:', quarter])).toEqual([
      'rule banknifty-quarter added before no-late-expiry-options: underlying BANKNIFTY, any of (lots >= 10) or (side buy), not (tag HEDGE), for follower1: quantity 0.25 ×; daily_loss ₹10,000',
    ]);
    expect(edit(['    skip: true', '    skip: false\n    why: They are hedges.'])).toEqual([
      'rule no-late-expiry-options: its why is worded differently',
      'rule no-late-expiry-options: skip yes → no',
    ]);
    expect(edit(['time: "14:30..15:40"', 'time: "14:45..15:40"'])).toEqual([
      'rule no-late-expiry-options: matches instrument call or put, days_to_expiry 0, time 14:30..15:40 → instrument call or put, days_to_expiry 0, time 14:45..15:40',
    ]);
    expect(
      edit(
        ['id: no-late-expiry-options', 'id: a'],
        ['id: half-of-sensex', 'id: b\n    followers: [follower2]'],
      ),
    ).toEqual([
      'rule no-late-expiry-options removed (instrument call or put, days_to_expiry 0, time 14:30..15:40: skip)',
      'rule half-of-sensex removed (underlying SENSEX: quantity 0.5 ×)',
      'rule a added before b: instrument call or put, days_to_expiry 0, time 14:30..15:40: skip',
      'rule b added: underlying SENSEX, for follower2: quantity 0.5 ×',
    ]);
  });

  it('that moves rules names the fewest, and the file where it changed', () => {
    const head = BASE.slice(0, BASE.indexOf('rules:'));
    const rule = (id: string) =>
      `  - { id: ${id}, match: { underlying: ${id.toUpperCase()} }, skip: true }\n`;
    const withRules = (...ids: string[]) => compile(`${head}rules:\n${ids.map(rule).join('')}`);
    const five = withRules('a', 'b', 'c', 'd', 'e');
    expect(describeChanges(five, withRules('a', 'e', 'b', 'c', 'd'))).toEqual(['rule e now before b']);
    expect(describeChanges(five, withRules('b', 'c', 'd', 'e', 'a'))).toEqual(['rule a now last']);
    expect(describeChanges(five, withRules('b', 'c', 'x', 'e', 'a'))).toEqual([
      'rule d removed (underlying D: skip)',
      'rule x added before e: underlying X: skip',
      'rule a now last',
    ]);
    const included = compile(
      `include: [rules/*.yaml]\n${head}rules:\n${rule('a')}${rule('b')}${rule('c')}${rule('d')}`.trim(),
      `rules:\n${rule('e')}`,
    );
    expect(describeChanges(five, included)).toEqual(['rule e: now in rules/more.yaml']);
  });

  it('of the engine itself uses the words of the file', () => {
    expect(
      edit(
        ['mode: dry_run', 'copy_on: fill\nconfirm: true'],
        ['master:\n', 'master:\n  feed: poll\n  poll_interval: 1s\n  capital: 1000000\n'],
      ),
    ).toEqual([
      'confirm: false → true',
      'master: capital not stated → ₹10,00,000',
      'master: feed auto → poll',
      'master: poll_interval 3s → 1s',
      'copy_on: complete → fill',
    ]);
  });

  it('of credentials and proxies says where a secret is, and never what it is', () => {
    const exec = (args: string) =>
      `credentials:\n      api_key: { env: KEY }\n      client_id: { file: secrets/id }\n      password: { exec: [vault, ${args}] }\n      totp_secret: { env: TOTP }`;
    const one = BASE.replace(
      'credentials: { env_prefix: FOLLOWER_1_ }',
      `${exec('hvs.one')}\n    network: { proxy: "http://proxy.example:8080" }`,
    );
    const two = one.replace('hvs.one', 'hvs.two').replace('example:8080', 'example:8081');
    expect(describeChanges(compile(BASE), compile(one))).toEqual([
      'follower1: credentials: api_key $FOLLOWER_1_API_KEY → $KEY; client_id $FOLLOWER_1_CLIENT_ID → file secrets/id; password $FOLLOWER_1_PASSWORD → program vault; totp_secret $FOLLOWER_1_TOTP_SECRET → $TOTP',
      'follower1: network direct → proxy proxy.example:8080, for what is open already from the next start on',
    ]);
    expect(describeChanges(compile(one), compile(two))).toEqual([
      'follower1: credentials: password program vault with other arguments',
      'follower1: network proxy proxy.example:8080 → proxy proxy.example:8081, for what is open already from the next start on',
    ]);
  });
});

type Path = readonly (string | number)[];
type Tree = Readonly<Record<string | number, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

/** A value that is one thing: half of it from elsewhere would be nonsense. */
function isWhole(value: Tree): boolean {
  return ('n' in value && 'd' in value) || 'kind' in value || 'minIncluded' in value || 'isGlob' in value;
}

/** Every place in a tree, the root's own apart. */
function placesIn(value: unknown, path: Path = []): Path[] {
  const here = path.length > 0 ? [path] : [];
  if (!isTree(value) || isWhole(value)) return here;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [...here, ...keys.flatMap((key) => placesIn(value[key], [...path, key]))];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (isTree(inner) ? inner[key] : undefined), value);
}

function withValue<T>(root: T, path: Path, value: unknown): T {
  const copy = structuredClone(root);
  const parent = at(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (isTree(parent) && key !== undefined) Object.assign(parent, { [key]: value });
  return copy;
}

const ORDERED = new Set(['followers', 'rules', 'overrides', 'command']);

/** What a config means, as text: fractions in one form, lists that mean any of sorted, no lines of rules. */
function meaningOf(value: unknown, key: string | number = ''): string {
  if (!isTree(value)) return JSON.stringify(value) ?? 'absent';
  if ('n' in value && 'd' in value) return String(Number(value.n) / Number(value.d));
  if (Array.isArray(value)) {
    const entries = value.map((each) => meaningOf(each));
    const isNames = key === 'followers' && typeof value[0] === 'string';
    return `[${(ORDERED.has(String(key)) && !isNames ? entries : [...new Set(entries)].sort()).join()}]`;
  }
  const told = Object.keys(value).filter((each) => each !== 'line' && each !== 'column');
  return `{${told.map((each) => `${each}:${meaningOf(value[each], each)}`).join()}}`;
}

function hasUniqueNames({ policy, settings }: ConfigContent): boolean {
  const lists = [
    policy.rules.map(({ id }) => id),
    ...[policy, settings].map((half) => half.followers.map(({ name }) => name)),
  ];
  return lists.every((names) => new Set(names).size === names.length);
}

describe('whatever two configs are', () => {
  it('nothing is said where they mean the same', () => {
    fc.assert(
      fc.property(config, (one) => {
        expect(describeChanges(one, structuredClone(one))).toEqual([]);
      }),
    );
  });

  it('something is said where they differ in any one place', () => {
    fc.assert(
      fc.property(config, config, fc.nat(), (one, other, seed) => {
        const places = placesIn(one).filter((path) => isWorthTrying(one, other, path));
        for (const place of everySome(places, seed)) {
          const changed = withValue(one, place, at(other, place));
          if (!hasUniqueNames(changed)) continue;
          expect(describeChanges(one, changed), place.join('.')).not.toEqual([]);
          expect(describeChanges(changed, one), place.join('.')).not.toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Whether the other config means something else there. The lines at which rules stand mean nothing. */
function isWorthTrying(one: ConfigContent, other: ConfigContent, path: Path): boolean {
  const key = path.at(-1);
  if (key === 'line' || key === 'column') return false;
  const there = at(other, path);
  return there !== undefined && meaningOf(there, key) !== meaningOf(at(one, path), key);
}

/** Thirty of a list at most, spread over it. */
function everySome<T>(list: readonly T[], seed: number): T[] {
  const step = Math.ceil(list.length / 30);
  return list.filter((_, index) => (index + seed) % step === 0);
}
