// A real engine for benchmarks: as `run` composes it, against a broker on loopback.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeRun } from '../dist/composition/compose-run.js';
import { loadConfig } from '../dist/config/load-config.js';
import { NO_INSTRUMENT_MASTER } from '../dist/core/orders/instrument.js';
import { systemClock } from '../dist/engine/clock.js';
import { Redactor } from '../dist/secrets/redactor.js';

export async function startEngine(folder, port, { followers, mode }) {
  const file = join(folder, 'copytrade.yaml');
  await writeFile(file, configText(followers, mode));
  const loaded = await loadConfig(file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings));
  const environment = { SMARTAPI_URL: `http://127.0.0.1:${port}`, ...credentials(followers) };
  const run = await composeRun({
    config: loaded.config,
    mode,
    logsFolder: join(folder, 'logs'),
    environment,
    redactor: new Redactor(),
    clock: systemClock,
    loadInstruments: async () => NO_INSTRUMENT_MASTER,
    observe: () => {},
    ask: null,
  });
  await run.engine.start();
  return run;
}

/** A complete order of the master's, as its feed would read it. `side` is `buy` but for what is asked. */
export function completedOrder(index, side = 'buy') {
  const order = {
    orderId: `26112200${String(index).padStart(7, '0')}`,
    uniqueOrderId: null,
    exchange: 'NSE',
    symbolToken: '3045',
    tradingSymbol: 'SBIN-EQ',
    side,
    orderType: 'limit',
    product: 'intraday',
    variety: 'normal',
    quantity: 10,
    filledQuantity: 10,
    status: 'complete',
    terminal: true,
    averagePrice: { n: 100, d: 1 },
    limitPrice: { n: 100, d: 1 },
    triggerPrice: null,
    tag: '',
    eventTime: null,
    text: '',
    instrument: { instrumentType: '', lotSize: 1, strike: null, optionKind: null, expiryDay: null },
  };
  return { ok: true, order, raw: rowOf(order) };
}

/** As the broker sends it: the journal and the recording keep it, and a restart reads it. */
function rowOf({ orderId, exchange, symbolToken, tradingSymbol, side, quantity }) {
  const time = '22-Nov-2026 10:00:00';
  return {
    ...{ variety: 'NORMAL', ordertype: 'LIMIT', producttype: 'INTRADAY', duration: 'DAY', price: 100 },
    ...{ triggerprice: 0, quantity: String(quantity), disclosedquantity: '0', squareoff: 0, stoploss: 0 },
    ...{ trailingstoploss: 0, tradingsymbol: tradingSymbol, transactiontype: side.toUpperCase(), exchange },
    ...{ symboltoken: symbolToken, ordertag: '', instrumenttype: '', strikeprice: -1, optiontype: '' },
    ...{ expirydate: '', lotsize: '1', cancelsize: '0', averageprice: 100, filledshares: String(quantity) },
    ...{ unfilledshares: '0', orderid: orderId, uniqueorderid: '', text: '', status: 'complete' },
    ...{ orderstatus: 'complete', updatetime: time, exchtime: time, exchorderupdatetime: time },
    ...{ fillid: '', filltime: '', parentorderid: '' },
  };
}

function configText(followers, mode) {
  const blocks = Array.from(
    { length: followers },
    (_, index) => `  f${index + 1}:\n    credentials: { env_prefix: F${index + 1}_ }\n    quantity: mirror`,
  );
  return `version: 1\nmode: ${mode}\nmaster:\n  credentials: { env_prefix: M_ }\n  feed: poll\n  poll_interval: 60s\nfollowers:\n${blocks.join('\n')}\n`;
}

function credentials(followers) {
  const entries = ['M_', ...Array.from({ length: followers }, (_, index) => `F${index + 1}_`)].flatMap(
    (prefix) => [
      [`${prefix}API_KEY`, madeUp(prefix, 'key').toString('base64url').slice(0, 8)],
      [`${prefix}CLIENT_ID`, `CLIENT${prefix}`],
      [`${prefix}PASSWORD`, String(1000 + (madeUp(prefix, 'pin').readUInt16BE() % 9000))],
      [`${prefix}TOTP_SECRET`, toBase32(madeUp(prefix, 'totp'))],
    ],
  );
  return Object.fromEntries(entries);
}

/** As unlike as real ones: what is written down is looked through for all of them. */
function madeUp(prefix, what) {
  return createHash('sha256').update(`${prefix} ${what}`).digest();
}

function toBase32(bytes) {
  return [...bytes].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
}
