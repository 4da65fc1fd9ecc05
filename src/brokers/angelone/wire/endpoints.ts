/** Where SmartAPI listens, and at which paths (SmartAPI docs 2026). */
export const BASE_URL = 'https://apiconnect.angelone.in';
export const ORDER_FEED_URL = 'wss://tns.angelone.in/smart-order-update';
export const INSTRUMENT_MASTER_URL =
  'https://margincalculator.angelone.in/OpenAPI_File/files/OpenAPIScripMaster.json';

export const PATHS = {
  login: '/rest/auth/angelbroking/user/v1/loginByPassword',
  logout: '/rest/secure/angelbroking/user/v1/logout',
  funds: '/rest/secure/angelbroking/user/v1/getRMS',
  orderBook: '/rest/secure/angelbroking/order/v1/getOrderBook',
  positions: '/rest/secure/angelbroking/order/v1/getPosition',
  holdings: '/rest/secure/angelbroking/portfolio/v1/getAllHolding',
  quote: '/rest/secure/angelbroking/market/v1/quote',
  placeOrder: '/rest/secure/angelbroking/order/v1/placeOrder',
  modifyOrder: '/rest/secure/angelbroking/order/v1/modifyOrder',
  cancelOrder: '/rest/secure/angelbroking/order/v1/cancelOrder',
} as const;

/**
 * Headers that every request must have. The addresses in them are not compared with anything: fixed words are sent
 * in production by others (seen in code 2026-08). What is checked is where the connection really comes from.
 */
export const FIXED_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  accept: 'application/json',
  'x-usertype': 'USER',
  'x-sourceid': 'WEB',
  'x-clientlocalip': 'CLIENT_LOCAL_IP',
  'x-clientpublicip': 'CLIENT_PUBLIC_IP',
  'x-macaddress': 'MAC_ADDRESS',
};
