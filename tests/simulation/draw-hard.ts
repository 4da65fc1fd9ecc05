/**
 * What came last to what is drawn: the file says otherwise who is copied to, the broker says what is not so, processes die
 * as soon as they begin, and people steer just then. Only for seeds from `HARD_FROM` on, from a stream of its own.
 */
import type { Random } from '../../src/simulator/random.ts';
import { at, type Draw, type FaultField } from './draw-faults.ts';
import type { DrawnFile, Stance } from './drawn-file.ts';
import { LIES, type LyingEndpoint } from './lies.ts';
import { pick, type Step } from './scenario.ts';
import type { World } from './world.ts';

export const HARD_FROM = 50_001;

export function isHardSeed(seed: number): boolean {
  return seed >= HARD_FROM;
}

const STANCES = ['live', 'live', 'dry_run', 'dry_run', 'off', 'absent'] as const;
/** A person logs in what the clock locked. */
const RETRY_MS = 20_000;
/** Most followers are live from the start. */
const OTHERWISE_ONE_IN = 4;

/** Who is not live from the beginning. */
export function drawFirstStances(random: Random, roles: readonly string[], file: DrawnFile): void {
  for (const role of roles)
    if (random.integer(OTHERWISE_ONE_IN) === 0) file.stand(role, pick(random, STANCES));
}

export function drawHardSteps(random: Random, field: FaultField): Step[] {
  const steps: Step[] = [];
  for (let left = 2 + random.integer(6); left > 0; left -= 1)
    steps.push(...pick(random, DRAWS)(random, field));
  return steps;
}

/** In the end all are live, or it stays as it is. */
export function drawLastStances(random: Random, { roles, file }: FaultField): (world: World) => void {
  const isMended = random.integer(3) > 0;
  return (world) => {
    world.time.after(RETRY_MS, () => world.people.retry(null));
    if (!isMended) return;
    for (const role of roles) file.stand(role, 'live');
    world.save(file.text());
  };
}

/** The file says otherwise of a follower, for a while or for good; the process may die around that. */
const stance: Draw = (random, field) => {
  const { file, roles } = field;
  const role = pick(random, roles);
  const fromMs = at(field, random);
  const stand = (atMs: number, other: Stance): Step => ({
    atMs,
    says: `the file is saved: ${role} ${other}`,
    run: (world) => world.save(file.stand(role, other)),
  });
  const steps = [stand(fromMs, pick(random, STANCES))];
  if (random.integer(3) > 0) steps.push(stand(fromMs + 200 + random.integer(40_000), pick(random, STANCES)));
  if (random.integer(2) === 0) steps.push(...dies(random, fromMs + random.integer(4_000) - 1_000));
  return steps;
};

/** Somebody saves again and again. */
const saves: Draw = (random, field) => {
  const { file, roles } = field;
  const fromMs = at(field, random);
  const steps: Step[] = [];
  let atMs = fromMs;
  for (let left = 2 + random.integer(5); left > 0; left -= 1) {
    const [role, other] = [pick(random, roles), pick(random, STANCES)];
    const isQuantity = random.integer(3) === 0;
    const by = random.next();
    steps.push({
      atMs,
      says: isQuantity ? 'the file is saved with another quantity' : `the file is saved: ${role} ${other}`,
      run: (world) => world.save(isQuantity ? file.edit(always(by)) : file.stand(role, other)),
    });
    atMs += random.integer(300);
  }
  if (random.integer(3) === 0) steps.push(...dies(random, fromMs + random.integer(1_500)));
  return steps;
};

/** The same again at each call: what a step does must not depend on which others have run. */
function always(share: number): Random {
  const none = () => {
    throw new Error('only numbers are drawn here');
  };
  return { next: () => share, integer: (limit) => Math.floor(share * limit), hex: none, uuid: none };
}

function dies(random: Random, atMs: number): Step[] {
  const places = 1 + random.integer(10);
  const restartMs = 1_500 + random.integer(6_000);
  const says = `a crash after ${places} places, up again after ${restartMs} ms`;
  return [{ atMs: Math.max(0, atMs), says, run: (world) => world.crash(places, restartMs) }];
}

/** A broker that says what is not so, for a while. */
const lie: Draw = (random, field) => {
  const role = pick(random, ['master', ...field.roles, ...field.roles]);
  const endpoint: LyingEndpoint = pick(random, [
    'getOrderBook',
    'getOrderBook',
    'getPosition',
    'getAllHolding',
  ]);
  const kind = pick(random, LIES);
  const forMs = 1_000 + random.integer(kind === 'cached' ? 9_000 : 25_000);
  const row = random.integer(12);
  const fromMs = at(field, random);
  const says = `${role}: ${endpoint} is ${kind} for ${forMs} ms`;
  const lies: Step = {
    atMs: fromMs,
    says,
    run: (world) => world.lie(role, { endpoint, kind, forMs, row }),
  };
  return random.integer(4) === 0 ? [lies, ...dies(random, fromMs + random.integer(1_000) - 500)] : [lies];
};

/** Processes die one after another, each soon after it has begun. */
const falseStarts: Draw = (random, field) => {
  const deaths = Array.from({ length: 1 + random.integer(3) }, () => 1 + random.integer(60));
  const restartMs = 1_500 + random.integer(1_500);
  return [
    {
      atMs: 6_000 + at(field, random),
      says: `the process dies, and the next ones after ${deaths.join(', ')} places`,
      run: (world) => world.dieAgain(deaths, restartMs),
    },
  ];
};

/** Somebody steers just as the process dies, and again a while later. */
const steering: Draw = (random, field) => {
  const role = random.integer(2) === 0 ? null : pick(random, field.roles);
  const action = pick(random, ['pause', 'pause', 'close_only', 'resume'] as const);
  const fromMs = at(field, random);
  const whom = role ?? 'all';
  const back: Step = {
    atMs: fromMs + 3_000 + random.integer(40_000),
    says: `resume ${whom}`,
    run: (world) => world.steer('resume', role),
  };
  return [
    { atMs: fromMs, says: `${action} ${whom}`, run: (world) => world.steer(action, role) },
    ...dies(random, fromMs + random.integer(300) - 100),
    ...(random.integer(3) === 0
      ? [{ ...back, says: `retry ${whom}`, run: (world: World) => world.people.retry(role) }]
      : []),
    ...(random.integer(4) === 0 ? [] : [back]),
  ];
};

/** It is asked to stop, and dies before it has. */
const stopping: Draw = (random, field) => {
  const fromMs = at(field, random);
  const restartMs = 1_500 + random.integer(6_000);
  return [
    {
      atMs: fromMs,
      says: 'the engine is stopped and started',
      run: (world) => void world.stop('SIGTERM').then(() => world.time.after(restartMs, () => world.boot())),
    },
    ...dies(random, fromMs + random.integer(2_000)),
  ];
};

const DRAWS: readonly Draw[] = [
  stance,
  stance,
  stance,
  saves,
  lie,
  lie,
  lie,
  falseStarts,
  steering,
  steering,
  stopping,
];
