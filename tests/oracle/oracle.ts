/**
 * The oracle: a second, naive, slow evaluator of decisions, written from the text of the contract alone, to be compared
 * with the engine on many generated cases. It covers every `copy_on` as an order-book replay decides it: "each copy
 * fills in full at the reference price …; for `placed`, as the master's order filled", and no check that is live only.
 * Comments quote the contract; AMBIGUOUS marks a place where its words allow more than one reading.
 */
import { FollowerBook, type MasterPosition, startFlat } from './books.ts';
import type { Config } from './config.ts';
import { decideFollower, type OracleDecision, type Parts } from './follower.ts';
import { fraction } from './fraction.ts';
import { type Raw, text } from './instrument-facts.ts';
import { changeBy, type Following, planOf, rests, stillOpening } from './placed.ts';
import { type EventTime, orderRows, type Reading, readRow } from './reading.ts';
import { Instruments, type Order, Orders } from './registry.ts';

export type { OracleDecision } from './follower.ts';

interface OraclePosition {
  readonly exchange: string;
  readonly symboltoken: string;
  readonly tradingsymbol: string;
  readonly producttype: string;
  readonly netqty: string | number;
}

/** A copied position that a follower starts with. No replay has one; it lets 4.4 (5) be reached. */
interface OracleCopied extends OraclePosition {
  readonly follower: string;
}

export interface OracleInput {
  /** The parsed file, the rules of its includes appended to its own; valid by section 2. */
  readonly config: unknown;
  /** Raw order-book rows, in the order of decision unless `sort` is set. */
  readonly rows: readonly unknown[];
  /** Sorts by event time as section 4 says of order-book logs. */
  readonly sort?: boolean;
  /** The master's opening positions: raw getPosition rows. */
  readonly positions?: readonly OraclePosition[];
  /** Raw records of the instrument master. */
  readonly instruments?: readonly unknown[];
  readonly copied?: readonly OracleCopied[];
}

export interface OracleOutput {
  readonly decisions: readonly OracleDecision[];
  readonly unreadable: number;
}

interface OrderEvent {
  readonly delta: number;
  readonly firstSeen: boolean;
  readonly ends: boolean;
  readonly change: 'terms' | 'quantity' | null;
}

const sign = (value: number) => (value > 0 ? 1 : value < 0 ? -1 : 0);
const positionKey = (instrument: string, product: string) => `${instrument} ${product}`;

class Oracle {
  readonly #config: Config;
  readonly #instruments: Instruments;
  readonly #orders = new Orders();
  readonly #master = new Map<string, MasterPosition>();
  readonly #followers = new Map<string, FollowerBook>();
  readonly decisions: OracleDecision[] = [];
  #day: number | null = null;

  constructor(input: OracleInput) {
    this.#config = input.config as Config;
    this.#instruments = new Instruments(input.instruments ?? []);
    for (const name of Object.keys(this.#config.followers)) this.#followers.set(name, new FollowerBook());
    for (const row of input.positions ?? []) this.#positionOf(row).quantity += Number(row.netqty);
    for (const row of input.copied ?? []) {
      const quantity = Number(row.netqty);
      const copied = this.#followers.get(row.follower)?.position(this.#keyOf(row));
      if (copied !== undefined) Object.assign(copied, { quantity, share: fraction(quantity) });
    }
  }

  #keyOf(row: OraclePosition): string {
    const product = text(row.producttype).toLowerCase();
    const id = this.#instruments.identify(
      text(row.exchange).toUpperCase(),
      text(row.symboltoken),
      text(row.tradingsymbol),
    );
    return positionKey(id, product === 'bo' ? 'bracket' : product);
  }

  /** "Opening positions come from the recording, or `--positions FILE` (`netqty`)". */
  #positionOf(row: OraclePosition): MasterPosition {
    const key = this.#keyOf(row);
    const product = key.slice(key.lastIndexOf(' ') + 1);
    const exchange = text(row.exchange).toUpperCase();
    const id = key.slice(0, key.lastIndexOf(' '));
    const raw: Raw = { ...row };
    const { expiryDay } = this.#instruments.facts(raw, exchange, text(row.tradingsymbol), id);
    return this.#masterPosition(key, product, expiryDay);
  }

  #masterPosition(key: string, product: string, expiryDay: number | null): MasterPosition {
    const known = this.#master.get(key);
    if (known === undefined) {
      const position: MasterPosition = { product, quantity: 0, expiryDay };
      this.#master.set(key, position);
      return position;
    }
    known.expiryDay = expiryDay ?? known.expiryDay;
    return known;
  }

  /** One row. False where it cannot be read. */
  read(value: unknown, time: EventTime | null): boolean {
    const row = readRow(value, time);
    if (row === null) return false;
    const instrument = this.#instruments.identify(row.exchange, row.token, row.symbol);
    const facts = this.#instruments.facts(row.raw, row.exchange, row.symbol, instrument);
    const reading: Reading = { ...row, instrument, facts };
    this.#startDay(reading);
    const { order, firstSeen } = this.#orders.find(reading);
    // 4.1: "Δ, by how much an order's filled quantity exceeds the most ever seen of it; and its becoming terminal."
    const delta = Math.max(0, reading.filled - order.filled);
    const change = changeBy(order, reading);
    order.filled += delta;
    order.last = reading;
    this.#event(order, { delta, firstSeen, ends: !order.ended && reading.terminal, change });
    return true;
  }

  /**
   * 4.2: "Before the first event of a new IST day each order still alive ends with its own day, as of its last row, in
   * the order first seen; then the day starts flat".
   * AMBIGUOUS (6): any readable row of a later day starts it, whether it changes anything or not; the first day that is
   * seen is no new one (the opening positions are its own); an earlier day never comes back.
   */
  #startDay({ time }: Reading): void {
    if (time === null) return;
    const previous = this.#day;
    if (previous !== null && time.day <= previous) return;
    this.#day = time.day;
    if (previous === null) return;
    for (const order of this.#orders.all)
      if (!order.ended) this.#event(order, { delta: 0, firstSeen: false, ends: true, change: null });
    startFlat(this.#master, this.#followers.values(), time.day);
    for (const book of this.#followers.values()) book.startDay();
  }

  #event(order: Order, event: OrderEvent): void {
    this.#tell(order, this.#divide(order, event), event.firstSeen);
    this.#turnToExits(order);
  }

  /**
   * AMBIGUOUS (29): where other orders have moved the master's position so that more of a resting order would reduce,
   * what opens of it is less: else its copy would fill, and the reduction be decided as well.
   */
  #turnToExits({ last }: Order): void {
    const key = positionKey(last.instrument, last.product);
    const position = this.#masterPosition(key, last.product, last.facts.expiryDay);
    for (const order of this.#orders.all) {
      const { plan } = order;
      if (plan === null || order.ended || positionKey(order.last.instrument, order.last.product) !== key)
        continue;
      const opening = plan.opened + stillOpening(order, plan.terms.quantity, position.quantity);
      if (opening >= plan.opening) continue;
      plan.opening = opening;
      const following = { stage: 'changed', part: opening, reprices: false } as const;
      const nothing = {
        netted: 0,
        shared: 0,
        kept: fraction(1),
        endsFlatOrFlips: false,
        entry: 0,
        endsNetted: 0,
      };
      // What is asked is asked at the time of what happened.
      const at = order.last;
      order.last = { ...at, time: last.time };
      order.opened = opening;
      this.#tell(
        order,
        { key, ...nothing, notFilled: false, masterBefore: position.quantity, following },
        false,
      );
      order.last = at;
    }
  }

  #tell(order: Order, parts: Parts, firstSeen: boolean): void {
    for (const [name, book] of this.#followers) {
      this.decisions.push(...decideFollower({ config: this.#config, name, book, order, parts, firstSeen }));
    }
  }

  /** 4.3 Two parts. */
  #divide(order: Order, event: OrderEvent): Parts {
    const { delta, ends } = event;
    const { last } = order;
    const key = positionKey(last.instrument, last.product);
    const position = this.#masterPosition(key, last.product, last.facts.expiryDay);
    const direction = last.side === 'buy' ? 1 : -1;
    const before = position.quantity;
    // "Of Δ, the part that goes against the master's position before the event, r = min(Δ, |position|), is a reduction;
    // the rest, e, is opening."
    const reduction = sign(before) === -direction ? Math.min(delta, Math.abs(before)) : 0;
    const opening = delta - reduction;
    position.quantity = before + direction * delta;
    // "with settled = |position before| − all that waited"
    const waiting = this.#waitingIn(key);
    const waited = waiting.reduce((sum, one) => sum + one.waiting, 0);
    const settled = Math.abs(before) - waited;
    const netted = useUp(waiting, reduction);
    const shared = reduction - netted;
    const following = this.#follow(order, opening, position.quantity, event);
    const entry =
      following === null ? this.#openingToDecide(order, opening, ends) : this.#unforeseen(order, following);
    const endsNetted = ends && entry === 0 && order.opened === 0 ? order.usedUp : 0;
    // AMBIGUOUS (14): "the order's opening so far" counts what filters or rules refused, not what was NETTED.
    if (following === null) order.opened += entry;
    order.ended ||= ends;
    return {
      key,
      netted,
      shared,
      // "their share is multiplied by (1 − r' / settled)"
      kept: settled > 0 ? fraction(settled - shared, settled) : fraction(1),
      // "and the master ends flat where r' = settled" (or flips, where there is opening too).
      endsFlatOrFlips: shared === settled,
      entry,
      endsNetted,
      // 4.4 (2): "The order became terminal with nothing ever filled".
      notFilled: ends && order.filled === 0,
      masterBefore: before,
      following,
    };
  }

  /** "`placed`: when the order is first seen alive (terminal when first seen: as `complete`) …; changes and cancels follow." */
  #follow(order: Order, opening: number, position: number, event: OrderEvent): Following | null {
    if (order.plan === null) {
      if (this.#config.copy_on !== 'placed' || !event.firstSeen || !rests(order)) return null;
      order.plan = planOf(order, opening, position);
      return { stage: 'placed', part: order.plan.opening, reprices: false };
    }
    const { plan } = order;
    plan.opened += opening;
    // What was not foreseen is decided first, whatever else has changed.
    if (event.change !== null && plan.opened <= plan.opening) {
      const nothingBefore = plan.opening === 0 && plan.opened === 0;
      plan.opening = plan.opened + stillOpening(order, plan.terms.quantity, position);
      // AMBIGUOUS (36): all of it was to reduce, and now some opens: that is decided as if it were placed now.
      if (nothingBefore && plan.opening > 0) return { stage: 'placed', part: plan.opening, reprices: false };
      return { stage: 'changed', part: plan.opening, reprices: event.change === 'terms' };
    }
    return { stage: event.ends ? 'ended' : 'filled', part: 0, reprices: false };
  }

  /**
   * The opening that is decided now of an order that is copied while it rests: all of it when it is placed.
   * AMBIGUOUS (30): what opens beyond that (it was to reduce, and did not) is decided as it fills, as under `fill`.
   */
  #unforeseen(order: Order, following: Following): number {
    const { plan } = order;
    if (plan === null) return 0;
    order.opened = Math.max(plan.opening, plan.opened);
    if (following.stage === 'placed') return plan.opening;
    if (following.stage === 'changed') return 0;
    const entry = Math.max(0, plan.opened - plan.opening);
    // 4.1: after its end "a later fill is decided at once, its opening by 4.5 as under `fill`".
    plan.opening = following.stage === 'ended' ? plan.opened : Math.max(plan.opening, plan.opened);
    if (following.stage === 'ended') order.opened = plan.opened;
    return entry;
  }

  /** The orders whose opening waits in a position, "that of the order first seen last coming first". */
  #waitingIn(key: string): Order[] {
    return this.#orders.all
      .filter((one) => one.waiting > 0 && positionKey(one.last.instrument, one.last.product) === key)
      .sort((a, b) => b.seenAs - a.seenAs);
  }

  /**
   * The order's opening that is decided in this event.
   * Own copies and robo orders have been answered already (4.4 (1)): their opening is never decided.
   * AMBIGUOUS (7): so it never waits either, and is settled at once.
   */
  #openingToDecide(order: Order, opening: number, ends: boolean): number {
    if (order.unsupported !== null) return 0;
    // `fill`: "at each event". 4.1: "a later fill is decided at once, its opening by 4.5 as under `fill`".
    if (this.#config.copy_on === 'fill' || order.ended) return opening;
    // `complete`: "when the order becomes terminal, for all of the order's opening together".
    order.waiting += opening;
    // AMBIGUOUS (26). What waited since it had another type for a while is decided with it.
    const isAtOnce = this.#config.copy_on === 'placed' && order.last.orderType === 'market';
    if (!ends && !isAtOnce) return 0;
    const all = order.waiting;
    order.waiting = 0;
    return all;
  }
}

/** "Opening that still waits for its order to end (below) is used up first". Returns how much was. */
function useUp(waiting: readonly Order[], reduction: number): number {
  let left = reduction;
  for (const one of waiting) {
    const used = Math.min(left, one.waiting);
    one.waiting -= used;
    one.usedUp += used;
    left -= used;
  }
  return reduction - left;
}

export function decideByTheBook(input: OracleInput): OracleOutput {
  const oracle = new Oracle(input);
  let unreadable = 0;
  for (const { value, time } of orderRows(input.rows, input.sort ?? false)) {
    if (!oracle.read(value, time)) unreadable += 1;
  }
  return { decisions: oracle.decisions, unreadable };
}
