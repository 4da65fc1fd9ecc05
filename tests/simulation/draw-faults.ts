/** What goes wrong, and when. Every kind of fault that the simulator has, and what happens on our own side. */
import type { Fault } from '../../src/simulator/faults.ts';
import type { Random } from '../../src/simulator/random.ts';
import type { DrawnFile } from './drawn-file.ts';
import { pick, type Step } from './scenario.ts';
import type { World } from './world.ts';

export interface FaultField {
  readonly roles: readonly string[];
  readonly file: DrawnFile;
  /** The last of what the master does. */
  readonly endMs: number;
}

export type Draw = (random: Random, field: FaultField) => Step[];

export function drawFaults(random: Random, field: FaultField): Step[] {
  const steps: Step[] = [];
  for (let left = random.integer(9); left > 0; left -= 1) steps.push(...pick(random, DRAWS)(random, field));
  return steps;
}

export const REPLIES = [
  'hang',
  'reset',
  'server_error',
  'throttled',
  'html_page',
  'empty_object',
  'empty_body',
] as const;

export function arm(world: World, role: string, fault: Fault): void {
  world.simulator.world.faults.add({ ...fault, account: world.codeOf(role) });
}

export function at({ endMs }: FaultField, random: Random): number {
  return 2_000 + random.integer(endMs);
}

function anyone(random: Random, { roles }: FaultField): string {
  return pick(random, ['master', ...roles, ...roles]);
}

/** The reply to an order is lost on its way, whether or not the order was taken. */
const lostReply: Draw = (random, field) => {
  const role = pick(random, field.roles);
  const kind = pick(random, REPLIES);
  const fault: Fault = {
    kind,
    endpoint: pick(random, ['placeOrder', 'placeOrder', 'orders', 'cancelOrder']),
    accepted: random.integer(3) > 0,
    times: 1 + random.integer(3),
    ...(random.integer(3) === 0 ? { delayMs: random.integer(9_000) } : {}),
  };
  return [
    {
      atMs: at(field, random),
      says: `${role}: ${JSON.stringify(fault)}`,
      run: (world) => arm(world, role, fault),
    },
  ];
};

/** 403, and the order is there all the same. */
const forbiddenButTaken: Draw = (random, field) => {
  const role = pick(random, field.roles);
  const fault: Fault = {
    kind: 'reply',
    endpoint: 'placeOrder',
    accepted: random.integer(4) > 0,
    status: 403,
    body: pick(random, ['Forbidden', 'Access denied because of exceeding access rate', '']),
    times: 1 + random.integer(2),
  };
  return [
    {
      atMs: at(field, random),
      says: `${role}: ${JSON.stringify(fault)}`,
      run: (world) => arm(world, role, fault),
    },
  ];
};

/** A read, a login or anything fails for a while. */
const failedReads: Draw = (random, field) => {
  const role = anyone(random, field);
  const kind = pick(random, [...REPLIES, 'truncated'] as const);
  const fault: Fault = {
    kind,
    endpoint: pick(random, ['getOrderBook', 'getOrderBook', 'getPosition', 'login', 'getRMS']),
    times: 1 + random.integer(8),
  };
  return [
    {
      atMs: at(field, random),
      says: `${role}: ${JSON.stringify(fault)}`,
      run: (world) => arm(world, role, fault),
    },
  ];
};

const lateReply: Draw = (random, field) => {
  const role = anyone(random, field);
  const endpoint = pick(random, ['getOrderBook', 'getPosition', 'placeOrder', 'cancelOrder'] as const);
  const fault: Fault = {
    kind: 'delay',
    endpoint,
    delayMs: 500 + random.integer(12_000),
    times: 1 + random.integer(4),
  };
  return [
    {
      atMs: at(field, random),
      says: `${role}: ${JSON.stringify(fault)}`,
      run: (world) => arm(world, role, fault),
    },
  ];
};

/** An order that the book shows late; the reply to it may be lost as well. */
const hiddenOrder: Draw = (random, field) => {
  const role = pick(random, field.roles);
  const delayMs = 2_000 + random.integer(28_000);
  const isLost = random.integer(2) === 0;
  return [
    {
      atMs: at(field, random),
      says: `${role}: the next order is hidden for ${delayMs} ms${isLost ? ', its reply lost' : ''}`,
      run: (world) => {
        if (isLost) world.seen.hideNext.set(role, delayMs);
        const lost: Fault = { kind: 'hang', endpoint: 'placeOrder', accepted: true };
        arm(world, role, isLost ? lost : { kind: 'order_hidden', endpoint: 'placeOrder', delayMs });
      },
    },
  ];
};

const badPush: Draw = (random, field) => {
  const role = anyone(random, field);
  const kind = pick(random, ['push_dropped', 'push_duplicated', 'push_reordered'] as const);
  const fault: Fault = { kind, times: 1 + random.integer(12) };
  return [
    {
      atMs: at(field, random),
      says: `${role}: ${JSON.stringify(fault)}`,
      run: (world) => arm(world, role, fault),
    },
  ];
};

/** Open, and says nothing. */
const deadSocket: Draw = (random, field) => {
  const role = anyone(random, field);
  return [
    {
      atMs: at(field, random),
      says: `${role}: its socket falls silent`,
      run: (world) => arm(world, role, { kind: 'push_silent' }),
    },
  ];
};

const cutSocket: Draw = (random, field) => {
  const role = anyone(random, field);
  const status = pick(random, [401, 403, 429, 503]);
  const times = random.integer(4);
  return [
    {
      atMs: at(field, random),
      says: `${role}: its socket is cut, and ${times} handshakes get ${status}`,
      run: (world) => {
        if (times > 0) arm(world, role, { kind: 'handshake_refused', status, times });
        world.simulator.steering.disconnectFeeds(world.codeOf(role));
      },
    },
  ];
};

const endedSession: Draw = (random, field) => {
  const role = anyone(random, field);
  const isAll = random.integer(3) === 0;
  return [
    {
      atMs: at(field, random),
      says: isAll ? 'all tokens expire' : `${role}: its token expires`,
      run: (world) => world.simulator.steering.endSessions(isAll ? undefined : world.codeOf(role)),
    },
  ];
};

/** One account or two cannot be reached for a while. */
const outage: Draw = (random, field) => {
  const down = new Set([anyone(random, field), anyone(random, field)]);
  const fromMs = at(field, random);
  const untilMs = fromMs + 1_000 + random.integer(40_000);
  const names = [...down].join(' and ');
  return [
    {
      atMs: fromMs,
      says: `${names}: out of reach`,
      run: (world) => {
        for (const role of down) world.network.down.add(world.codeOf(role));
      },
    },
    {
      atMs: untilMs,
      says: `${names}: in reach again`,
      run: (world) => {
        for (const role of down) world.network.down.delete(world.codeOf(role));
      },
    },
  ];
};

const crash: Draw = (random, field) => {
  const places = 1 + random.integer(random.integer(2) === 0 ? 12 : 150);
  // A process takes a second and a half until it sends something.
  const restartMs = 1_500 + random.integer(random.integer(3) === 0 ? 70_000 : 6_000);
  return [
    {
      atMs: at(field, random),
      says: `a crash after ${places} places, up again after ${restartMs} ms`,
      run: (world) => world.crash(places, restartMs),
    },
  ];
};

const restart: Draw = (random, field) => {
  const restartMs = 1_500 + random.integer(6_000);
  return [
    {
      atMs: at(field, random),
      says: 'the engine is stopped and started',
      run: (world) => void world.stop('SIGTERM').then(() => world.time.after(restartMs, () => world.boot())),
    },
  ];
};

const slowDisk: Draw = (random, field) => {
  const commitMs = 20 + random.integer(600);
  const fromMs = at(field, random);
  return [
    {
      atMs: fromMs,
      says: `each commit takes ${commitMs} ms`,
      run: (world) => world.setCommitMs(commitMs),
    },
    {
      atMs: fromMs + 1_000 + random.integer(20_000),
      says: 'the disk is quick again',
      run: (world) => world.setCommitMs(0),
    },
  ];
};

const clockStep: Draw = (random, field) => {
  const big = random.integer(3) === 0;
  const byMs = (random.integer(2) === 0 ? 1 : -1) * (big ? 3_600_000 : 1 + random.integer(20_000));
  const fromMs = at(field, random);
  const steps = [
    {
      atMs: fromMs,
      says: `the clock steps by ${byMs} ms`,
      run: (world: World) => world.stepClock(byMs),
    },
  ];
  if (!big && random.integer(2) === 0) return steps;
  const back = {
    atMs: fromMs + 1_000 + random.integer(30_000),
    says: 'the clock steps back',
    run: (world: World) => world.stepClock(-byMs),
  };
  return [...steps, back];
};

const reload: Draw = (random, field) => {
  const text = field.file.edit(random);
  return [
    {
      atMs: at(field, random),
      says: 'the file is saved with another quantity',
      run: (world) => world.reload(text),
    },
  ];
};

/** A person sells some of what the copies brought. */
const ownHand: Draw = (random, field) => {
  const role = pick(random, field.roles);
  const share = random.next();
  return [
    {
      atMs: at(field, random),
      says: `${role}: a person gets out of a part`,
      run: (world) => world.people.getOutByHand(role, share),
    },
  ];
};

/** Somebody holds back entries for a while. */
const pause: Draw = (random, field) => {
  const role = random.integer(2) === 0 ? null : pick(random, field.roles);
  const action = pick(random, ['pause', 'close_only'] as const);
  const fromMs = at(field, random);
  const untilMs = fromMs + 1_000 + random.integer(30_000);
  const whom = role ?? 'all';
  return [
    { atMs: fromMs, says: `${action} ${whom}`, run: (world) => world.steer(action, role) },
    { atMs: untilMs, says: `resume ${whom}`, run: (world) => world.steer('resume', role) },
  ];
};

const DRAWS: readonly Draw[] = [
  lostReply,
  lostReply,
  lostReply,
  forbiddenButTaken,
  failedReads,
  lateReply,
  hiddenOrder,
  badPush,
  badPush,
  deadSocket,
  cutSocket,
  endedSession,
  outage,
  crash,
  crash,
  crash,
  restart,
  slowDisk,
  clockStep,
  reload,
  pause,
  ownHand,
];
