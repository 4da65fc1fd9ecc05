/** A handful of instruments whose corners matter, as the broker writes them. Prices and tokens are invented. */

export interface CatalogItem {
  readonly exchange: string;
  readonly token: string;
  readonly symbol: string;
  readonly name: string;
  readonly instrumenttype: string;
  readonly optiontype: string;
  /** Rupees; -1 where there is none. */
  readonly strike: number;
  readonly expiry: string;
  readonly lot: number;
  readonly tickPaise: number;
  /** As the instrument master says it: the limit + 1 for a derivative. Several, to choose from. */
  readonly freezes: readonly string[];
  readonly prices: readonly number[];
  readonly products: readonly string[];
}

const SHARE = {
  instrumenttype: '',
  optiontype: '',
  strike: -1,
  expiry: '',
  lot: 1,
  prices: [100, 101.05, 1402.3, 62],
  products: ['INTRADAY', 'INTRADAY', 'DELIVERY', 'INTRADAY', 'MARGIN', 'BO'],
};
/** Around the bands of the slippage table, and at the very bottom. */
const PREMIUMS = [0.05, 9.95, 10, 15.5, 19.95, 20, 35.4, 49.95, 50, 50.05, 121.35];
const OPTION = {
  tickPaise: 5,
  prices: PREMIUMS,
  products: ['CARRYFORWARD', 'INTRADAY', 'CARRYFORWARD', 'BO'],
};
const FUTURE = { optiontype: 'XX', strike: -1, tickPaise: 10, products: OPTION.products };

export const CATALOG: readonly CatalogItem[] = [
  {
    ...SHARE,
    exchange: 'NSE',
    token: '2885',
    symbol: 'RELIANCE-EQ',
    name: 'RELIANCE',
    tickPaise: 10,
    freezes: ['48746', '12', '12', '0'],
  },
  // A share whose symbol ends in CE.
  {
    ...SHARE,
    exchange: 'BSE',
    token: '500034',
    symbol: 'BAJFINANCE',
    name: 'BAJFINANCE',
    tickPaise: 5,
    freezes: ['0'],
  },
  // A share whose lot is not 1.
  {
    ...SHARE,
    exchange: 'NSE',
    token: '21711',
    symbol: 'PULZ-SM',
    name: 'PULZ',
    lot: 20,
    tickPaise: 5,
    freezes: ['70', '0'],
  },
  {
    ...OPTION,
    exchange: 'NFO',
    token: '900001',
    symbol: 'NIFTY01DEC2625300CE',
    name: 'NIFTY',
    instrumenttype: 'OPTIDX',
    optiontype: 'CE',
    strike: 25300,
    expiry: '01DEC2026',
    lot: 65,
    freezes: ['1801', '201', '201', '196', '61'],
  },
  {
    ...OPTION,
    exchange: 'NFO',
    token: '900077',
    symbol: 'BANKNIFTY24NOV2652000PE',
    name: 'BANKNIFTY',
    instrumenttype: 'OPTIDX',
    optiontype: 'PE',
    strike: 52000,
    expiry: '24NOV2026',
    lot: 30,
    freezes: ['601', '0'],
  },
  {
    ...OPTION,
    exchange: 'NFO',
    token: '900090',
    symbol: 'RELIANCE24NOV261402.5CE',
    name: 'RELIANCE',
    instrumenttype: 'OPTSTK',
    optiontype: 'CE',
    strike: 1402.5,
    expiry: '24NOV2026',
    lot: 500,
    freezes: ['40001', '1201'],
  },
  {
    ...FUTURE,
    exchange: 'NFO',
    token: '48701',
    symbol: 'NIFTY24NOV26FUT',
    name: 'NIFTY',
    instrumenttype: 'FUTIDX',
    expiry: '24NOV2026',
    lot: 65,
    freezes: ['1801', '131'],
    prices: [25301.2, 25299.9],
  },
  {
    ...FUTURE,
    exchange: 'NFO',
    token: '48731',
    symbol: 'RELIANCE29DEC26FUT',
    name: 'RELIANCE',
    instrumenttype: 'FUTSTK',
    expiry: '29DEC2026',
    lot: 500,
    freezes: ['40001'],
    prices: [1402.3, 1399.9],
  },
  // The symbol tells the month of the expiry, not the day.
  {
    ...OPTION,
    exchange: 'BFO',
    token: '866186',
    symbol: 'SENSEX26NOV85000PE',
    name: 'SENSEX',
    instrumenttype: 'OPTIDX',
    optiontype: 'PE',
    strike: 85000,
    expiry: '26NOV2026',
    lot: 20,
    freezes: ['1001', '0'],
  },
  {
    ...FUTURE,
    exchange: 'MCX',
    token: '458303',
    symbol: 'CRUDEOIL18DEC26FUT',
    name: 'CRUDEOIL',
    instrumenttype: 'FUTCOM',
    expiry: '18DEC2026',
    lot: 100,
    tickPaise: 100,
    freezes: ['10001', '0'],
    prices: [5321, 5400],
  },
  {
    ...OPTION,
    exchange: 'MCX',
    token: '458399',
    symbol: 'CRUDEOIL16DEC265300PE',
    name: 'CRUDEOIL',
    instrumenttype: 'OPTFUT',
    optiontype: 'PE',
    strike: 5300,
    expiry: '16DEC2026',
    lot: 100,
    tickPaise: 10,
    freezes: ['10001'],
  },
  {
    ...FUTURE,
    exchange: 'CDS',
    token: '1201',
    symbol: 'USDINR26NOVFUT',
    name: 'USDINR',
    instrumenttype: 'FUTCUR',
    expiry: '26NOV2026',
    lot: 1000,
    tickPaise: 0.25,
    freezes: ['100001'],
    prices: [83.0025, 84.1],
  },
];

/** A record of the instrument master: "tick & strike paise (CDS strikes in 1/10,000,000), freeze limit+1 for derivatives". */
export function toMasterRecord(item: CatalogItem, freeze_qty: string): Record<string, unknown> {
  const scale = item.exchange === 'CDS' ? 10_000_000 : 100;
  return {
    token: item.token,
    symbol: item.symbol,
    name: item.name,
    expiry: item.expiry,
    strike: item.strike < 0 ? '-1.000000' : (item.strike * scale).toFixed(6),
    lotsize: String(item.lot),
    instrumenttype: item.instrumenttype,
    exch_seg: item.exchange,
    tick_size: item.tickPaise.toFixed(6),
    freeze_qty,
    is_cas_enabled: false,
  };
}

/** A row of getPosition: all values are strings. */
export function toPositionRow(item: CatalogItem, producttype: string, netqty: number) {
  return {
    exchange: item.exchange,
    symboltoken: item.token,
    producttype,
    tradingsymbol: item.symbol,
    symbolname: item.name,
    instrumenttype: item.instrumenttype,
    strikeprice: String(item.strike),
    optiontype: item.optiontype,
    expirydate: item.expiry,
    lotsize: String(item.lot),
    netqty: String(netqty),
  };
}
