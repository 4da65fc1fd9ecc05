import { marginOf } from '../accounts/margin.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Market } from '../market/market.ts';
import { parsePrice, toRupees } from '../market/price.ts';
import { PRODUCTS, SIDES } from '../orders/order.ts';
import { isBody, textOf } from '../orders/order-request.ts';
import { failure, jsonReply, type Reply, success } from '../wire/envelope.ts';
import type { Endpoint, SessionCall } from './endpoint.ts';

const ORDER = '/rest/secure/angelbroking/order/v1';
const PORTFOLIO = '/rest/secure/angelbroking/portfolio/v1';
const MAX_TOKENS = 50;
const MAX_POSITIONS = 50;

export const MARKET_ENDPOINTS: readonly Endpoint[] = [
  post('getLtpData', [`${ORDER}/getLtpData`, `/order-service${ORDER}/getLtpData`], getLtpData),
  post('quote', ['/rest/secure/angelbroking/market/v1/quote'], quote),
  post('searchScrip', [`${ORDER}/searchScrip`], searchScrip),
  post('margin', ['/rest/secure/angelbroking/margin/v1/batch'], margin),
  {
    name: 'getHolding',
    method: 'GET',
    paths: [`${PORTFOLIO}/getHolding`],
    rate: 'getHolding',
    needs: 'session',
    handle: (call) => success(holdingRows(call).length === 0 ? null : holdingRows(call)),
  },
  {
    name: 'getAllHolding',
    method: 'GET',
    paths: [`${PORTFOLIO}/getAllHolding`],
    rate: 'getAllHolding',
    needs: 'session',
    handle: getAllHolding,
  },
  {
    name: 'scripMaster',
    method: 'GET',
    paths: ['/OpenAPI_File/files/OpenAPIScripMaster.json'],
    rate: null,
    needs: 'nothing',
    handle: ({ broker }) => jsonReply(broker.instruments.rows),
  },
];

function post(
  name: 'getLtpData' | 'quote' | 'searchScrip' | 'margin',
  paths: readonly string[],
  handle: (call: SessionCall) => Reply,
): Endpoint {
  return { name, method: 'POST', paths, rate: name, needs: 'session', handle };
}

function getLtpData({ broker, body }: SessionCall): Reply {
  const instrument = broker.instruments.byToken(textOf(body.exchange), textOf(body.symboltoken));
  if (instrument === null || instrument.symbol !== body.tradingsymbol)
    return failure('AB1018', 'Failed to get symbol details');
  const prices = pricesOf(instrument, broker.market);
  if (prices === null) return failure('AB1018', 'Failed to get symbol details');
  const { exchange, symbol, token } = instrument;
  return success({ exchange, tradingsymbol: symbol, symboltoken: token, ...prices });
}

function pricesOf(instrument: Instrument, market: Market) {
  const quoted = market.quote(instrument);
  if (quoted === null) return null;
  const { open, high, low, close, last } = quoted;
  return {
    open: toRupees(open),
    high: toRupees(high),
    low: toRupees(low),
    close: toRupees(close),
    ltp: toRupees(last),
  };
}

/** Modes LTP and OHLC; FULL gives the same as OHLC, for there is no depth behind these prices. */
function quote({ broker, body }: SessionCall): Reply {
  const wanted = Object.entries(isBody(body.exchangeTokens) ? body.exchangeTokens : {}).flatMap(
    ([exchange, tokens]) =>
      Array.isArray(tokens) ? tokens.map((token) => ({ exchange, token: textOf(token) })) : [],
  );
  if (wanted.length > MAX_TOKENS) return failure('AB4029', 'Tokens max limit exceeded');
  const fetched: object[] = [];
  const unfetched: object[] = [];
  for (const { exchange, token } of wanted) {
    const instrument = broker.instruments.byToken(exchange, token);
    const prices = instrument ? pricesOf(instrument, broker.market) : null;
    if (instrument && prices) {
      const shown = body.mode === 'LTP' ? { ltp: prices.ltp } : prices;
      fetched.push({ exchange, tradingSymbol: instrument.symbol, symbolToken: token, ...shown });
    } else {
      const message = token === '' ? 'Symbol token cannot be empty' : 'Symbol unavailable';
      unfetched.push({ exchange, symbolToken: token, message, errorCode: 'AB4018' });
    }
  }
  return success({ fetched, unfetched });
}

function searchScrip({ broker, body }: SessionCall): Reply {
  const text = textOf(body.searchscrip).toUpperCase();
  const found = broker.instruments.all
    .filter(({ exchange, symbol }) => exchange === body.exchange && symbol.toUpperCase().includes(text))
    .map(({ exchange, symbol, token }) => ({ exchange, tradingsymbol: symbol, symboltoken: token }));
  return success(text === '' ? [] : found);
}

/** By the simulator's own margin model, which is a guess. */
function margin({ broker, body }: SessionCall): Reply {
  const positions = Array.isArray(body.positions) ? body.positions.filter(isBody) : [];
  if (positions.length === 0 || positions.length > MAX_POSITIONS)
    return failure('AB4022', 'Null or Empty Margin Data');
  let total = 0;
  for (const { exchange, token, productType, tradeType, qty, price } of positions) {
    const instrument = broker.instruments.byToken(textOf(exchange), textOf(token));
    const product = PRODUCTS.find((word) => word === productType);
    const side = SIDES.find((word) => word === tradeType);
    if (!instrument || !product || !side) return failure('AB4022', 'Null or Empty Margin Data');
    const asked = parsePrice(price) ?? 0;
    const used = asked > 0 ? asked : (broker.market.last(instrument) ?? 0);
    total += marginOf(instrument, { product, side, quantity: Number(qty), price: used });
  }
  return success({
    totalMarginRequired: toRupees(total),
    marginComponents: null,
    marginBreakup: null,
    optionsBuy: null,
  });
}

function holdingRows({ account, broker }: SessionCall) {
  return account.holdings().map(({ instrument, quantity, averagePrice: average }) => {
    const { symbol, exchange, token } = instrument;
    const averagePrice = toRupees(average);
    const quoted = broker.market.quote(instrument);
    const last = quoted ? toRupees(quoted.last) : averagePrice;
    return {
      tradingsymbol: symbol,
      exchange,
      isin: '',
      t1quantity: 0,
      realisedquantity: quantity,
      quantity,
      authorisedquantity: 0,
      product: 'DELIVERY',
      collateralquantity: null,
      collateraltype: null,
      haircut: 0,
      averageprice: averagePrice,
      ltp: last,
      symboltoken: token,
      close: quoted ? toRupees(quoted.close) : averagePrice,
      profitandloss: round2((last - averagePrice) * quantity),
      pnlpercentage: round2(((last - averagePrice) / averagePrice) * 100),
    };
  });
}

function getAllHolding(call: SessionCall): Reply {
  const holdings = holdingRows(call);
  if (holdings.length === 0) return success(null);
  const invested = holdings.reduce((sum, { averageprice, quantity }) => sum + averageprice * quantity, 0);
  const worth = holdings.reduce((sum, { ltp, quantity }) => sum + ltp * quantity, 0);
  const totalholding = {
    totalholdingvalue: round2(worth),
    totalinvvalue: round2(invested),
    totalprofitandloss: round2(worth - invested),
    totalpnlpercentage: round2(((worth - invested) / invested) * 100),
  };
  return success({ holdings, totalholding });
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
