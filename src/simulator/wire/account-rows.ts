import type { Account } from '../accounts/account.ts';
import { fundsOf } from '../accounts/margin.ts';
import { average, type Position, summarise } from '../accounts/position.ts';
import { formatClock, formatIsoTime } from '../ist.ts';
import type { Market } from '../market/market.ts';
import { formatFunds, formatRupees, type Price, toRupees } from '../market/price.ts';
import type { Trade } from '../orders/order.ts';

/** A row of getTradeBook (SmartAPI docs): texts throughout, a time without a date, no tag. */
export function toTradeRow({ order, fillId, quantity, price, atMs }: Trade) {
  const { instrument } = order;
  return {
    exchange: instrument.exchange,
    producttype: order.product,
    tradingsymbol: instrument.symbol,
    instrumenttype: instrument.type,
    symbolgroup: groupOf(instrument),
    strikeprice: strikeText(instrument.strike),
    optiontype: instrument.optionType,
    expirydate: instrument.expiry,
    marketlot: String(instrument.lotSize),
    precision: '2',
    multiplier: '-1',
    tradevalue: formatRupees(quantity * price),
    transactiontype: order.side,
    fillprice: formatRupees(price),
    fillsize: String(quantity),
    orderid: order.orderId,
    fillid: fillId,
    filltime: formatClock(atMs),
  };
}

/** A row of getPosition (SmartAPI docs, and the newer keys that public code reads): texts throughout. */
export function toPositionRow(position: Position, last: Price | null) {
  const { instrument } = position;
  const sum = summarise(position, last);
  const buyAverage = average(position.buyValue, position.buyQuantity);
  const sellAverage = average(position.sellValue, position.sellQuantity);
  return {
    ...describe(position),
    buyqty: String(position.buyQuantity),
    sellqty: String(position.sellQuantity),
    buyamount: formatRupees(position.buyValue),
    sellamount: formatRupees(position.sellValue),
    strikeprice: strikeText(instrument.strike),
    optiontype: instrument.optionType,
    expirydate: instrument.expiry,
    lotsize: String(instrument.lotSize),
    cfbuyqty: String(position.carriedBuyQuantity),
    cfsellqty: String(position.carriedSellQuantity),
    cfbuyamount: formatRupees(position.carriedBuyValue),
    cfsellamount: formatRupees(position.carriedSellValue),
    buyavgprice: formatRupees(buyAverage),
    sellavgprice: formatRupees(sellAverage),
    avgnetprice: formatRupees(sum.netPrice),
    netvalue: formatNetValue(sum.totalSellValue - sum.totalBuyValue),
    netqty: String(sum.netQuantity),
    totalbuyvalue: formatRupees(sum.totalBuyValue),
    totalsellvalue: formatRupees(sum.totalSellValue),
    cfbuyavgprice: formatRupees(average(position.carriedBuyValue, position.carriedBuyQuantity)),
    cfsellavgprice: formatRupees(average(position.carriedSellValue, position.carriedSellQuantity)),
    totalbuyavgprice: formatRupees(average(sum.totalBuyValue, sum.totalBuyQuantity)),
    totalsellavgprice: formatRupees(average(sum.totalSellValue, sum.totalSellQuantity)),
    netprice: formatRupees(sum.netPrice),
    ltp: formatRupees(last ?? 0),
    pnl: formatFunds(sum.realised + sum.unrealised),
    realised: formatFunds(sum.realised),
    unrealised: formatFunds(sum.unrealised),
  };
}

function describe({ instrument, product }: Position) {
  return {
    exchange: instrument.exchange,
    symboltoken: instrument.token,
    producttype: product,
    tradingsymbol: instrument.symbol,
    symbolname: instrument.name,
    instrumenttype: instrument.type,
    priceden: '1',
    pricenum: '1',
    genden: '1',
    gennum: '1',
    precision: '2',
    multiplier: '-1',
    boardlotsize: '1',
    symbolgroup: groupOf(instrument),
  };
}

/** A value below zero is written with a blank behind its sign: `- 2235.80` (SmartAPI docs). */
function formatNetValue(value: Price): string {
  return value < 0 ? `- ${formatRupees(-value)}` : formatRupees(value);
}

function strikeText(strike: Price | null): string {
  return strike === null ? '-1' : String(toRupees(strike));
}

/** The series of a share: `EQ`. */
function groupOf({ kind, symbol }: { kind: string; symbol: string }): string {
  return kind === 'share' ? (symbol.split('-').at(1) ?? '') : '';
}

/** What getRMS gives: texts of two decimals, or null where nothing was used (recorded 2026-09-19). */
export function toFundsData(account: Account, market: Market) {
  const funds = fundsOf(account, market);
  return {
    net: formatFunds(funds.available),
    availablecash: formatFunds(funds.available),
    availableintradaypayin: '0.00',
    availablelimitmargin: '0.00',
    collateral: '0.00',
    m2munrealized: formatFunds(funds.unrealised),
    m2mrealized: formatFunds(funds.realised),
    utiliseddebits: formatFunds(funds.used),
    utilisedspan: null,
    utilisedoptionpremium: null,
    utilisedholdingsales: null,
    utilisedexposure: null,
    utilisedturnover: null,
    utilisedpayout: '0.00',
  };
}

/** What getProfile gives (recorded 2026-09-19): lists are arrays, whatever the documents say. */
export function toProfileData(account: Account) {
  return {
    clientcode: account.clientCode,
    name: account.options.name ?? 'Test User',
    email: 'test@example.invalid',
    mobileno: '0000000000',
    exchanges: ['nse_fo', 'nse_cm', 'cde_fo', 'ncx_fo', 'bse_fo', 'bse_cm', 'mcx_fo'],
    products: ['MARGIN', 'MIS', 'NRML', 'CNC', 'CO', 'BO'],
    lastlogintime: account.lastLoginAtMs === null ? '' : formatIsoTime(account.lastLoginAtMs),
    broker: '',
  };
}
