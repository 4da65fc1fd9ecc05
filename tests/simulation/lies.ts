/** Replies that are well-formed and not true: what a cache, a replica or a half-read database in front of a broker gives. */
import type { Answer } from '../../src/simulator/http/answer-request.ts';
import type { EndpointName } from '../../src/simulator/http/endpoint.ts';
import type { VirtualTime } from './virtual-time.ts';

export const LIES = [
  /** `data: null`, whatever there is. */
  'empty',
  /** What the first reply of the time said. */
  'cached',
  /** One row that nobody can read. */
  'unreadable',
] as const;
/** Books whose rows are odd, and mostly still tell what they tell. */
export const ODD_ROWS = [
  /** Each row twice. */
  'doubled',
  'reversed',
  /** A row without its tag. */
  'untagged',
  /** A row with a status that nobody knows. */
  'of another status',
  /** A row that says nothing of when it was. */
  'without times',
  /** A row whose numbers are null. */
  'null',
  /** A row more, of an order that nobody can make anything of. */
  'strange',
] as const;
type LieKind = (typeof LIES)[number] | (typeof ODD_ROWS)[number];
export type LyingEndpoint = Extract<EndpointName, 'getOrderBook' | 'getPosition' | 'getAllHolding'>;

export interface Lie {
  readonly account: string;
  readonly endpoint: LyingEndpoint;
  readonly kind: LieKind;
  readonly untilMs: number;
  /** Which row, counted round and round. */
  readonly row: number;
}

interface Told extends Lie {
  cached: Answer | null;
  wasTold: boolean;
}

/**
 * The engine believes that an order is absent 40 s after it left, where three books do not have it. A broker that hides
 * one for longer cannot be told from one that never had it: so this one does not.
 */
const SHOWN_FROM_MS = 30_000;
const SHOWN_UNTIL_MS = 45_000;
/** Between two lies of one kind of reply: else two are a long one. */
const TRUE_BETWEEN_MS = 20_000;

export class Lies {
  readonly #time: VirtualTime;
  readonly #lies: Told[] = [];
  /** When the newest orders came, by account. */
  readonly #orderedAt = new Map<string, number[]>();

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  add(lie: Lie): boolean {
    const now = this.#time.now();
    const isTooSoon = this.#lies.some(
      ({ account, endpoint, untilMs }) =>
        account === lie.account && endpoint === lie.endpoint && now < untilMs + TRUE_BETWEEN_MS,
    );
    if (!isTooSoon) this.#lies.push({ ...lie, cached: null, wasTold: false });
    return !isTooSoon;
  }

  /** Nothing but the truth from now on; what was told stays known. */
  end(): void {
    const now = this.#time.now();
    for (const [index, lie] of this.#lies.entries())
      this.#lies[index] = { ...lie, untilMs: Math.min(lie.untilMs, now) };
  }

  /** Whether a reply of that kind was ever not true. */
  wasTold(account: string, endpoint: LyingEndpoint): boolean {
    return this.#lies.some((lie) => lie.wasTold && lie.account === account && lie.endpoint === endpoint);
  }

  /** @returns what is said in place of the right answer */
  tell(account: string, endpoint: EndpointName, right: Answer): Answer {
    const now = this.#time.now();
    if (endpoint === 'placeOrder') this.#noteOrder(account, now);
    const lie = this.#lies.find(
      (one) => one.account === account && one.endpoint === endpoint && now < one.untilMs,
    );
    if (!lie || typeof right === 'string' || right.contentType !== 'application/json') return right;
    if (endpoint === 'getOrderBook' && this.#mustShow(account, now)) return right;
    const told = tellInstead(lie, right);
    if (typeof told !== 'string' && told.body !== right.body) lie.wasTold = true;
    return told;
  }

  #noteOrder(account: string, now: number): void {
    const times = this.#orderedAt.get(account) ?? [];
    this.#orderedAt.set(account, [...times.filter((atMs) => now - atMs < SHOWN_UNTIL_MS), now]);
  }

  #mustShow(account: string, now: number): boolean {
    return (this.#orderedAt.get(account) ?? []).some(
      (atMs) => now - atMs >= SHOWN_FROM_MS && now - atMs < SHOWN_UNTIL_MS,
    );
  }
}

function tellInstead(lie: Told, right: Exclude<Answer, string>): Answer {
  const reply = readReply(right.body);
  if (reply === null) return right;
  switch (lie.kind) {
    case 'empty':
      return { ...right, body: JSON.stringify({ ...reply, data: null }) };
    case 'cached':
      lie.cached ??= right;
      return lie.cached;
    case 'unreadable':
      return { ...right, body: JSON.stringify({ ...reply, data: withUnreadable(lie, reply.data) }) };
    default:
      return {
        ...right,
        body: JSON.stringify({ ...reply, data: withOddRows(lie.kind, lie.row, reply.data) }),
      };
  }
}

/** @returns null for an error, or what is cut short */
function readReply(body: string): { readonly data?: unknown } | null {
  if (!body.startsWith('{"status":true,') || !body.endsWith('}')) return null;
  return JSON.parse(body) as { readonly data?: unknown };
}

function withUnreadable({ row, endpoint }: Lie, data: unknown): unknown {
  if (!Array.isArray(data) || data.length === 0) return data;
  const field =
    endpoint === 'getOrderBook' ? 'filledshares' : endpoint === 'getPosition' ? 'netqty' : 'quantity';
  return data.map((one: object, index) => (index === row % data.length ? { ...one, [field]: 'NA' } : one));
}

function withOddRows(kind: (typeof ODD_ROWS)[number], row: number, data: unknown): unknown {
  if (!Array.isArray(data) || data.length === 0) return data;
  const rows: readonly object[] = data;
  const change = (fields: object) =>
    rows.map((one, index) => (index === row % rows.length ? { ...one, ...fields } : one));
  switch (kind) {
    case 'doubled':
      return [...rows, ...rows];
    case 'reversed':
      return rows.toReversed();
    case 'untagged':
      return change({ ordertag: null });
    case 'of another status':
      return change({ status: 'under review', orderstatus: 'under review' });
    case 'without times':
      return change({ updatetime: '', exchtime: '', exchorderupdatetime: '' });
    case 'null':
      return change({ filledshares: null, unfilledshares: null, averageprice: null });
    case 'strange':
      return [...rows, { orderid: '9', status: 'new', exchange: 'XYZ', tradingsymbol: null }];
  }
}
