/** What a seed brings: the accounts, the file, what the master does, and what goes wrong meanwhile. */
import { createRandom, type Random } from '../../src/simulator/random.ts';
import {
  drawCopyOn,
  drawFarLines,
  drawFarSteps,
  drawFunds,
  drawServerClocks,
  isFarSeed,
} from './draw-far.ts';
import { drawFaults } from './draw-faults.ts';
import { drawFirstStances, drawHardSteps, drawLastStances, isHardSeed } from './draw-hard.ts';
import { drawMasterOrders } from './draw-orders.ts';
import { drawWideLines, drawWideSteps, isWideSeed } from './draw-wide.ts';
import { drawFile } from './drawn-file.ts';
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
  /** The file is followed as it is saved, and the broker may lie. */
  readonly isHard: boolean;
  /** By role: how far the clock of its server is ahead, in milliseconds. */
  readonly serverClocks: ReadonlyMap<string, number>;
  readonly steps: readonly Step[];
  /** When the last fault has ended. */
  readonly calmAtMs: number;
  /** What is done to the file then. */
  readonly onCalm: (world: World) => void;
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
  const isHard = isHardSeed(seed);
  const wide = isWideSeed(seed) || isHard ? createRandom(seed, 'wide') : null;
  const hard = createRandom(seed, 'hard');
  const far = isFarSeed(seed) ? createRandom(seed, 'far') : null;
  const lines = [...(wide ? drawWideLines(wide) : []), ...(far ? drawFarLines(far) : [])];
  const file = drawFile(random, roles, lines, far ? drawCopyOn(far) : null);
  const orders = drawMasterOrders(random, FIRST_ORDER_MS, { rest: file.copyOn === 'placed' });
  const endMs = Math.max(...orders.map(({ atMs }) => atMs)) + 5_000;
  const faults = drawFaults(createRandom(seed, 'faults'), { roles, file, endMs });
  const field = { roles, file, endMs };
  const more = wide ? drawWideSteps(wide, field) : [];
  if (isHard) drawFirstStances(hard, roles, file);
  const configText = file.text();
  const hardest = isHard ? drawHardSteps(hard, field) : [];
  const farther = far ? drawFarSteps(far, field) : [];
  const steps = [...orders, ...faults, ...more, ...hardest, ...farther].sort((a, b) => a.atMs - b.atMs);
  const poor = random.integer(5) === 0 ? { [pick(random, roles)]: 60_000 } : {};
  return {
    seed,
    startAtMs: crossesMidnight ? BEFORE_MIDNIGHT + random.integer(60_000) : MORNING,
    roles,
    funds: far ? { ...poor, ...drawFunds(far, roles) } : poor,
    serverClocks: far ? drawServerClocks(far, roles) : new Map(),
    configText,
    stepMs: pick(random, [0, 5, 40]),
    pushAppOrders: random.integer(6) !== 0,
    isWide: wide !== null,
    isHard,
    steps,
    calmAtMs: Math.max(...steps.map(({ atMs }) => atMs)) + 1_000,
    onCalm: isHard ? drawLastStances(hard, field) : () => {},
    endsFlat: random.integer(5) !== 0,
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const chosen = from[random.integer(from.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}
