export const EXCHANGES = ['NSE', 'BSE', 'NFO', 'BFO', 'MCX', 'CDS', 'NCDEX', 'NCO'];
export const SIDES = ['buy', 'sell'];
export const ORDER_TYPES = ['market', 'limit', 'stop_limit', 'stop_market'];
export const PRODUCTS = ['intraday', 'delivery', 'carryforward', 'margin', 'bracket'];
export const VARIETIES = ['normal', 'stoploss', 'amo', 'robo'];
export const INSTRUMENT_KINDS = ['equity', 'future', 'call', 'put'];
//# sourceMappingURL=order.js.map