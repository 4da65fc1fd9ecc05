// A made-up day of a master's order book, as getOrderBook tells it: always the same for the same count.
// Positions are opened, added to, reduced and closed again; some orders end rejected or cancelled.

const EXPIRY = { text: '24NOV2026', symbol: '24NOV26' };
const INDEX_OPTIONS = [
  { name: 'NIFTY', lot: 65, strikes: [25800, 25900, 26000, 26100, 26200], premium: 120 },
  { name: 'BANKNIFTY', lot: 35, strikes: [58000, 58500, 59000, 59500], premium: 310 },
  { name: 'FINNIFTY', lot: 60, strikes: [27400, 27600], premium: 18 },
];
const FUTURES = [
  { name: 'RELIANCE', lot: 500, price: 1402.5 },
  { name: 'INFY', lot: 400, price: 1511 },
  { name: 'TCS', lot: 175, price: 3120.4 },
];
const SHARES = [
  ['RELIANCE', 1400.1],
  ['INFY', 1509.95],
  ['TCS', 3118],
  ['SBIN', 871.35],
  ['HDFCBANK', 985.6],
  ['ITC', 402.15],
  ['WIPRO', 241.8],
  ['YESBANK', 22.45],
];
const SESSION_START = 9 * 3600 + 15 * 60;
const SESSION_SECONDS = 6 * 3600;

/** A small generator of the linear congruential kind: speed and sameness matter here, quality does not. */
export function seeded(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function listInstruments() {
  const options = INDEX_OPTIONS.flatMap(({ name, lot, strikes, premium }) =>
    strikes.flatMap((strike) =>
      ['CE', 'PE'].map((kind) => ({
        tradingsymbol: `${name}${EXPIRY.symbol}${strike}${kind}`,
        exchange: 'NFO',
        instrumenttype: 'OPTIDX',
        strikeprice: strike,
        optiontype: kind,
        expirydate: EXPIRY.text,
        lotsize: String(lot),
        price: premium,
        products: ['CARRYFORWARD', 'INTRADAY'],
      })),
    ),
  );
  const futures = FUTURES.map(({ name, lot, price }) => ({
    tradingsymbol: `${name}${EXPIRY.symbol}FUT`,
    exchange: 'NFO',
    instrumenttype: 'FUTSTK',
    strikeprice: -1,
    optiontype: 'XX',
    expirydate: EXPIRY.text,
    lotsize: String(lot),
    price,
    products: ['CARRYFORWARD', 'INTRADAY'],
  }));
  const shares = SHARES.map(([name, price]) => ({
    tradingsymbol: `${name}-EQ`,
    exchange: 'NSE',
    instrumenttype: '',
    strikeprice: -1,
    optiontype: '',
    expirydate: '',
    lotsize: '1',
    price,
    products: ['INTRADAY', 'DELIVERY'],
  }));
  return [...options, ...futures, ...shares].map((one, index) => ({
    ...one,
    symboltoken: String(40_000 + index),
  }));
}

/** Rows of an order book in the order of their times; each order once, as it ended. */
export function* marketDay(count, seed = 20_261_122) {
  const next = seeded(seed);
  const instruments = listInstruments();
  const positions = new Map();
  for (let index = 0; index < count; index += 1) {
    const instrument = instruments[next(instruments.length)];
    const producttype = instrument.products[next(2)];
    const key = `${instrument.symboltoken}/${producttype}`;
    const held = positions.get(key) ?? 0;
    const { sells, quantity } = drawOrder(instrument, producttype, held, next);
    const status = next(20) === 0 ? (next(2) === 0 ? 'rejected' : 'cancelled') : 'complete';
    if (status === 'complete') positions.set(key, held + (sells ? -quantity : quantity));
    yield toRow(instrument, { index, count, producttype, sells, quantity, status, next });
  }
}

/** Six of ten reduce what is held; nobody sells shares that he does not have. */
function drawOrder(instrument, producttype, held, next) {
  const lot = Number(instrument.lotsize);
  const units = lot === 1 ? 10 : lot;
  const drawn = 1 + next(8);
  if (held !== 0 && next(10) < 6)
    return { sells: held > 0, quantity: Math.min(Math.abs(held) / units, drawn) * units };
  const sells = held !== 0 ? held < 0 : producttype !== 'DELIVERY' && next(4) === 0;
  return { sells, quantity: drawn * units };
}

function toRow(instrument, { index, count, producttype, sells, quantity, status, next }) {
  const { products, price: around, ...named } = instrument;
  const price = Math.max(0.05, Math.round(around * 20 * (0.9 + next(200) / 1000)) / 20);
  const isLimit = next(3) > 0;
  const filled = status === 'complete' ? quantity : 0;
  const time = timeText(SESSION_START + Math.floor((index * SESSION_SECONDS) / count));
  return {
    variety: 'NORMAL',
    ordertype: isLimit ? 'LIMIT' : 'MARKET',
    producttype,
    duration: 'DAY',
    price: isLimit ? price : 0,
    triggerprice: 0,
    quantity: String(quantity),
    disclosedquantity: '0',
    squareoff: 0,
    stoploss: 0,
    trailingstoploss: 0,
    ...named,
    transactiontype: sells ? 'SELL' : 'BUY',
    ordertag: '',
    cancelsize: status === 'cancelled' ? String(quantity) : '0',
    averageprice: filled === 0 ? 0 : price,
    filledshares: String(filled),
    unfilledshares: String(quantity - filled),
    orderid: `2611230${String(index).padStart(8, '0')}`,
    text: status === 'rejected' ? 'Insufficient Funds; Required 1,00,000.00' : '',
    status,
    orderstatus: status,
    updatetime: time,
    exchtime: time,
    exchorderupdatetime: time,
    fillid: '',
    filltime: '',
    parentorderid: '',
    uniqueorderid: `4abfa579-a1ee-4a1e-ba93-${String(index).padStart(12, '0')}`,
    exchangeorderid: `15000000${String(index).padStart(8, '0')}`,
  };
}

function timeText(second) {
  const two = (value) => String(value).padStart(2, '0');
  return `23-Nov-2026 ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}
