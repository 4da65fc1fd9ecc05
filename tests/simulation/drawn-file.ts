import type { Random } from '../../src/simulator/random.ts';
import { pick } from './scenario.ts';

/** What the file says of a follower; `absent`: it does not name it. */
export type Stance = 'live' | 'dry_run' | 'off' | 'absent';

export type CopyOn = 'complete' | 'fill' | 'placed';

/** The file, and how it may be edited while the engine runs. */
export interface DrawnFile {
  readonly copyOn: CopyOn;
  text(): string;
  /** Changes one follower's quantity. */
  edit(random: Random): string;
  /** Says something else of a follower. The last one that is named stays named. */
  stand(role: string, stance: Stance): string;
}

const QUANTITIES = [
  'mirror',
  'mirror',
  '{ multiplier: 0.5 }',
  '{ multiplier: 2 }',
  '{ multiplier: 0.3, round: nearest }',
  '{ fixed: 130 }',
  '{ lots: 2 }',
] as const;

const STANCE_LINES: Readonly<Record<Exclude<Stance, 'absent'>, readonly string[]>> = {
  live: [],
  dry_run: ['    mode: dry_run'],
  off: ['    enabled: false'],
};

export function drawFile(
  random: Random,
  roles: readonly string[],
  more: readonly string[],
  given: CopyOn | null = null,
): DrawnFile {
  const quantities = new Map(roles.map((role) => [role, pick(random, QUANTITIES)] as const));
  const stances = new Map<string, Stance>();
  const drawn = pick(random, ['fill', 'placed', 'complete', 'complete'] as const);
  const copyOn = given ?? drawn;
  const poll = pick(random, ['1s', '2s', '3s']);
  const linesOf = (role: string, index: number): readonly string[] => {
    const stance = stances.get(role) ?? 'live';
    if (stance === 'absent') return [];
    return [
      `  ${role}:`,
      `    credentials: { env_prefix: FOLLOWER_${index + 1}_ }`,
      `    quantity: ${quantities.get(role)}`,
      ...STANCE_LINES[stance],
    ];
  };
  const text = () =>
    [
      'version: 1',
      'mode: live',
      `copy_on: ${copyOn}`,
      ...more,
      'master:',
      '  credentials: { env_prefix: "" }',
      `  poll_interval: ${poll}`,
      'followers:',
      ...roles.flatMap(linesOf),
      '',
    ].join('\n');
  return {
    copyOn,
    text,
    edit: (by) => {
      quantities.set(pick(by, roles), pick(by, QUANTITIES));
      return text();
    },
    stand: (role, stance) => {
      const isLast = roles.every((other) => other === role || stances.get(other) === 'absent');
      stances.set(role, isLast && stance === 'absent' ? 'off' : stance);
      return text();
    },
  };
}
