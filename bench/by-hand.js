// The ceiling: what somebody would write by hand for just this file. Rules are closures, asked once an order; prices
// are whole numbers of 1/10,000 rupee; followers and positions are plain objects in arrays. It knows nothing of other
// configs, of orders that come in several rows, of days, pauses and reloads, and keeps no exact fractions.
import { FIFTY_RULES, listFollowers } from './fifty-rules.js';

const TICK = 500;
const ORDER_TYPES = { market: 'MARKET', limit: 'LIMIT' };
const PRODUCTS = { intraday: 'INTRADAY', delivery: 'DELIVERY', carryforward: 'CARRYFORWARD' };

/** The order in plain numbers, as a person's reader would give it. Not measured, like the engine's own reading. */
export function toPlainOrder(row, day) {
  const scaled = (price) => (price === null ? null : (Number(price.n) * 10_000) / Number(price.d));
  const { instrument } = row;
  const kind = instrument.optionKind ?? (instrument.instrumentType === '' ? 'equity' : 'future');
  const price = scaled(row.averagePrice ?? row.limitPrice);
  const isOption = instrument.optionKind !== null;
  return {
    id: row.orderId,
    symbol: row.tradingSymbol,
    underlying: /^[A-Z]+/.exec(row.tradingSymbol)[0],
    key: `${row.symbolToken}/${row.product}`,
    exchange: row.exchange,
    side: row.side,
    orderType: row.orderType,
    product: row.product,
    kind,
    isOption,
    lot: instrument.lotSize,
    lots: row.filledQuantity / instrument.lotSize,
    strike:
      isOption && instrument.strike !== null
        ? Number(instrument.strike.n) / Number(instrument.strike.d)
        : null,
    days: instrument.expiryDay === null ? null : instrument.expiryDay - day,
    second: row.eventTime % 86_400,
    orderQuantity: row.quantity,
    quantity: row.filledQuantity,
    price,
    value: price * row.filledQuantity,
    limit: scaled(row.limitPrice),
  };
}

/** How rules are asked: the closures once an order here, another engine in json-rules.js. */
export function askClosures(order, answers) {
  for (const rule of FIFTY_RULES) answers[rule.index] = rule.test(order);
}

export class CopierByHand {
  #followers;
  #holdings = new Map();
  #answers = new Array(FIFTY_RULES.length).fill(false);
  #results;

  constructor(followers) {
    this.#followers = listFollowers(followers).map((follower) => {
      const own = FIFTY_RULES.filter((rule) => !rule.followers || rule.followers.includes(follower.name));
      const pick = (key) => own.filter((rule) => rule[key] !== undefined);
      return {
        ...follower,
        skips: pick('skip'),
        sizes: pick('quantity'),
        executions: pick('execution'),
        limits: pick('maxOrderValue'),
      };
    });
    this.#results = new Float64Array(followers);
  }

  /** @returns the records of the order, for all followers. `ask` fills in which rules hold. */
  decide(order, ask = askClosures) {
    const records = [];
    if (order.quantity === 0) {
      for (const follower of this.#followers)
        records.push(skip(order, follower, 'NOT_FILLED', null, order.orderQuantity));
      return records;
    }
    const holding = this.#holdingOf(order.key);
    const sign = order.side === 'buy' ? 1 : -1;
    const before = holding.master;
    const reduction = before * sign < 0 ? Math.min(order.quantity, Math.abs(before)) : 0;
    const opening = order.quantity - reduction;
    holding.master += sign * order.quantity;
    const part = { holding, sign, reduction, opening, settled: Math.abs(before), prices: new Map() };
    if (opening > 0) ask(openingOf(order, opening), this.#answers);
    const askedOfExit = reduction > 0 ? new Array(FIFTY_RULES.length).fill(false) : null;
    if (askedOfExit) ask(openingOf(order, reduction), askedOfExit);
    for (let index = 0; index < this.#followers.length; index += 1) {
      const follower = this.#followers[index];
      if (reduction > 0) records.push(this.#exit(order, follower, index, part, askedOfExit));
      if (opening > 0) records.push(this.#enter(order, follower, index, part));
    }
    return records;
  }

  #holdingOf(key) {
    let holding = this.#holdings.get(key);
    if (!holding) {
      const copies = this.#followers.map(() => ({ quantity: 0, share: 0, average: 0 }));
      holding = { master: 0, copies };
      this.#holdings.set(key, holding);
    }
    return holding;
  }

  #exit(order, follower, index, part, answers) {
    const copy = part.holding.copies[index];
    const left = 1 - part.reduction / part.settled;
    if (copy.quantity * part.sign > 0) copy.share += 0;
    else copy.share *= left;
    if (copy.quantity * part.sign >= 0) return skip(order, follower, 'NO_POSITION', null, part.reduction);
    const held = Math.abs(copy.quantity);
    const exceeding = Math.floor((held - Math.abs(copy.share)) / order.lot + 1e-9) * order.lot;
    const units = part.reduction === part.settled ? held : Math.max(0, exceeding);
    if (units === 0) return skip(order, follower, 'BELOW_LOT', null, part.reduction);
    const rule = follower.executions.find((one) => answers[one.index]) ?? null;
    const price = priceOnce(part.prices, order, rule, 'exit');
    this.#results[index] += (order.price - copy.average) * units * Math.sign(copy.quantity);
    copy.quantity += part.sign * units;
    if (copy.quantity === 0) copy.average = 0;
    return copied(order, follower, 'EXIT', { rule: rule?.id ?? null, master: part.reduction, units, price });
  }

  #enter(order, follower, index, part) {
    const { opening, sign } = part;
    const copy = part.holding.copies[index];
    const held = copy.quantity * sign < 0 ? Math.abs(copy.quantity) : 0;
    const answers = this.#answers;
    if (held > 0) return this.#otherSide(order, follower, index, part);
    const barred = barredBy(order, follower);
    if (barred !== null) return skip(order, follower, barred, null, opening);
    for (const rule of follower.skips)
      if (answers[rule.index]) return skip(order, follower, 'RULE_SKIP', rule.id, opening);
    const size = follower.sizes.find((one) => answers[one.index]) ?? null;
    const units = sized(order, follower, opening, size);
    if (units === 0) return skip(order, follower, 'BELOW_LOT', size?.id ?? null, opening);
    const rule = follower.executions.find((one) => answers[one.index]) ?? null;
    const price = priceOnce(part.prices, order, rule, 'entry');
    let [limit, by] = [follower.maxOrderValue, null];
    for (const one of follower.limits)
      if (answers[one.index] && one.maxOrderValue < limit) [limit, by] = [one.maxOrderValue, one.id];
    if (units * price.scaled > limit) return skip(order, follower, 'MAX_ORDER_VALUE', by, opening);
    if (this.#results[index] <= -90_000_000 * 10_000)
      return skip(order, follower, 'DAILY_LOSS', null, opening);
    const before = Math.abs(copy.quantity);
    copy.average = (copy.average * before + order.price * units) / (before + units);
    copy.quantity += sign * units;
    copy.share += sign * units;
    return copied(order, follower, 'ENTRY', { rule: size?.id ?? null, master: opening, units, price });
  }

  #otherSide(order, follower, index, part) {
    const copy = part.holding.copies[index];
    const size = follower.sizes.find((one) => this.#answers[one.index]) ?? null;
    const wanted = sized(order, follower, part.opening, size, { bounded: false });
    const units = Math.min(Math.abs(copy.quantity), wanted);
    if (units === 0) return skip(order, follower, 'BELOW_LOT', null, part.opening);
    const rule = follower.executions.find((one) => this.#answers[one.index]) ?? null;
    const price = priceOnce(part.prices, order, rule, 'exit');
    this.#results[index] += (order.price - copy.average) * units * Math.sign(copy.quantity);
    copy.quantity += part.sign * units;
    copy.share = copy.quantity;
    return copied(order, follower, 'EXIT', { rule: rule?.id ?? null, master: part.opening, units, price });
  }
}

function barredBy(order, follower) {
  if (order.side === 'sell' && order.product === 'delivery') return 'NO_POSITION';
  if (order.underlying === 'WIPRO' || order.symbol.startsWith('YES')) return 'SYMBOL_BLOCKED';
  return follower.intradayOnly && order.product !== 'intraday' ? 'PRODUCT_FILTERED' : null;
}

function openingOf(order, quantity) {
  if (order.quantity === quantity) return order;
  return { ...order, quantity, lots: quantity / order.lot, value: order.price * quantity };
}

function sized(order, follower, opening, rule, { bounded = true } = {}) {
  const own = follower.quantity;
  const { kind, by, lots } = rule?.quantity ?? own;
  const raw = kind === 'lots' ? lots : (opening * by) / order.lot;
  const whole = own.round === 'up' ? Math.ceil(raw - 1e-9) : Math.floor(raw + 1e-9);
  const units = whole * order.lot;
  return bounded && own.max !== undefined && units > own.max
    ? Math.floor(own.max / order.lot) * order.lot
    : units;
}

/** The price is the same for all followers with the same execution: worked out and written once an order. */
function priceOnce(prices, order, rule, part) {
  const key = (rule?.index ?? -1) * 2 + (part === 'exit' ? 1 : 0);
  let price = prices.get(key);
  if (!price) {
    const scaled = priceOf(order, rule, part);
    price = { scaled, text: priceText(scaled) };
    prices.set(key, price);
  }
  return price;
}

function priceOf(order, rule, part) {
  const { side, limit } = order;
  if (part === 'entry' && rule === null && order.orderType === 'limit') return limit;
  const share = rule ? rule.execution.slippage * 10 : publishedPerMille(order);
  const worse = (order.price * (side === 'buy' ? 1000 + share : 1000 - share)) / 1000 / TICK;
  const up = (side === 'buy') === (part === 'exit');
  const rounded = Math.max(TICK, (up ? Math.ceil(worse - 1e-9) : Math.floor(worse + 1e-9)) * TICK);
  if (part === 'entry' || rule !== null || order.orderType !== 'limit') return rounded;
  return side === 'buy' ? Math.max(rounded, limit) : Math.min(rounded, limit);
}

function publishedPerMille({ kind, isOption, price }) {
  if (kind === 'equity') return 5;
  if (!isOption) return 10;
  return price < 100_000 ? 200 : price < 200_000 ? 100 : price <= 500_000 ? 50 : 25;
}

function priceText(scaled) {
  const digits = String(scaled).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4).replace(/0{1,2}$/, '')}`;
}

function skip(order, follower, reason, rule, master) {
  return {
    order_id: order.id,
    symbol: order.symbol,
    exchange: order.exchange,
    side: order.side,
    follower: follower.name,
    action: 'skip',
    reason,
    rule,
    master_quantity: master,
    quantity: 0,
    orders: [],
  };
}

function copied(order, follower, reason, { rule, master, units, price }) {
  return {
    order_id: order.id,
    symbol: order.symbol,
    exchange: order.exchange,
    side: order.side,
    follower: follower.name,
    action: 'copy',
    reason,
    rule,
    master_quantity: master,
    quantity: units,
    orders: [
      {
        order_type: ORDER_TYPES.limit,
        side: order.side,
        quantity: units,
        price: price.text,
        trigger_price: null,
        product: PRODUCTS[order.product],
        variety: 'NORMAL',
      },
    ],
  };
}
