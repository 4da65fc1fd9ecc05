/** What a seed brings: the accounts, the file, what the master does, and what goes wrong meanwhile. */
import { createRandom, type Random } from '../../src/simulator/random.ts';
import { drawFaults } from './draw-faults.ts';
import { drawMasterOrders } from './draw-orders.ts';
import { drawWideLines, drawWideSteps, isWideSeed } from './draw-wide.ts';
import type { World } from './world.ts';

/** Something that happens, `atMs` after the beginning. */
export interface Step {
  readonly atMs: number;
  readonly says: string;
  readonly run: (world: World) => void;
}

export interface Scenario {
  readonly seed: number;
  readonly startAtMs: number;
  readonly roles: readonly string[];
  readonly funds: Readonly<Record<string, number>>;
  readonly configText: string;
  readonly stepMs: number;
  readonly pushAppOrders: boolean;
  /** Somebody answers the engine's questions. */
  readonly isWide: boolean;
  readonly steps: readonly Step[];
  /** When the last fault has ended. */
  readonly calmAtMs: number;
  /** Whether the master gets out of everything in the end. */
  readonly endsFlat: boolean;
}

/** 23-Nov-2026, a Monday, in India. */
const MORNING = Date.UTC(2026, 10, 23, 4, 30);
const BEFORE_MIDNIGHT = Date.UTC(2026, 10, 23, 18, 28);
const MIDNIGHT_ONE_IN = 8;
const FIRST_ORDER_MS = 8_000;

export function drawScenario(seed: number): Scenario {
  const random = createRandom(seed, 'scenario');
  const roles = Array.from({ length: 1 + random.integer(4) }, (_, index) => `follower${index + 1}`);
  const crossesMidnight = random.integer(MIDNIGHT_ONE_IN) === 0;
  const wide = isWideSeed(seed) ? createRandom(seed, 'wide') : null;
  const file = drawFile(random, roles, wide ? drawWideLines(wide) : []);
  const orders = drawMasterOrders(random, FIRST_ORDER_MS, { rest: file.copyOn === 'placed' });
  const endMs = Math.max(...orders.map(({ atMs }) => atMs)) + 5_000;
  const faults = drawFaults(createRandom(seed, 'faults'), { roles, file, endMs });
  const more = wide ? drawWideSteps(wide, { roles, file, endMs }) : [];
  const steps = [...orders, ...faults, ...more].sort((a, b) => a.atMs - b.atMs);
  const poor = random.integer(5) === 0 ? { [pick(random, roles)]: 60_000 } : {};
  return {
    seed,
    startAtMs: crossesMidnight ? BEFORE_MIDNIGHT + random.integer(60_000) : MORNING,
    roles,
    funds: poor,
    configText: file.text(),
    stepMs: pick(random, [0, 5, 40]),
    pushAppOrders: random.integer(6) !== 0,
    isWide: wide !== null,
    steps,
    calmAtMs: Math.max(...steps.map(({ atMs }) => atMs)) + 1_000,
    endsFlat: random.integer(5) !== 0,
  };
}

/** The file, and how it may be edited while the engine runs. */
export interface DrawnFile {
  readonly copyOn: 'complete' | 'fill' | 'placed';
  text(): string;
  /** Changes one follower's quantity. */
  edit(random: Random): string;
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

function drawFile(random: Random, roles: readonly string[], more: readonly string[]): DrawnFile {
  const quantities = new Map(roles.map((role) => [role, pick(random, QUANTITIES)] as const));
  const copyOn = pick(random, ['fill', 'placed', 'complete', 'complete'] as const);
  const poll = pick(random, ['1s', '2s', '3s']);
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
      ...roles.flatMap((role, index) => [
        `  ${role}:`,
        `    credentials: { env_prefix: FOLLOWER_${index + 1}_ }`,
        `    quantity: ${quantities.get(role)}`,
      ]),
      '',
    ].join('\n');
  return {
    copyOn,
    text,
    edit: (by) => {
      quantities.set(pick(by, roles), pick(by, QUANTITIES));
      return text();
    },
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const chosen = from[random.integer(from.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}
