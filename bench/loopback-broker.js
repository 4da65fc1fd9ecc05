// A broker on loopback that answers every request after a fixed latency and tells when each order request arrived.
// It runs in a process of its own and does nothing with a request but note the time until its reply is due, so that
// what it costs is not charged to what is measured. One request at a time on a connection, as HTTP/1.1 clients do.
import { createServer } from 'node:net';

const LATENCY_MS = Number(process.argv[2] ?? 20);
const arrivals = [];
const books = new Map();
/** Units that each account holds of the one share. */
const held = new Map();
let nextOrder = 1;
/** The account whose requests are held for a minute, and are no arrivals; null: none. */
let hanging = null;
const HANG_MS = 60_000;

const server = createServer((socket) => {
  let pieces = [];
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece) => {
    const arrivedAt = process.hrtime.bigint();
    pieces.push(piece);
    const request = readRequest(pieces.length === 1 ? piece : Buffer.concat(pieces));
    if (request === null) return;
    pieces = [];
    const isHeld = hanging !== null && request.head.includes(hanging);
    if (!isHeld && request.head.includes('/placeOrder')) arrivals.push(arrivedAt);
    setTimeout(() => answer(socket, request), isHeld ? HANG_MS : LATENCY_MS);
  });
});

/** A whole request; null where bytes of it are still to come. */
function readRequest(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const body = bytes.subarray(end + 4);
  return body.length < length ? null : { head, body: body.toString() };
}

function answer(socket, { head, body }) {
  const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' HTTP/'));
  const account = /authorization: (.*)/i.exec(head)?.[1] ?? '';
  const data = replyTo(path, account, body === '' ? null : JSON.parse(body));
  const text = JSON.stringify({ status: true, message: 'SUCCESS', errorcode: '', data });
  const lines = ['HTTP/1.1 200 OK', 'content-type: application/json', `content-length: ${text.length}`];
  socket.write(`${lines.join('\r\n')}\r\nkeep-alive: timeout=60\r\n\r\n${text}`);
}

function replyTo(path, account, body) {
  if (path.endsWith('/loginByPassword')) {
    const token = `token-of-${body.clientcode}`;
    return { jwtToken: token, refreshToken: token, feedToken: token, state: null };
  }
  if (path.endsWith('/placeOrder')) return placeOrder(account, body);
  if (path.endsWith('/getOrderBook')) return books.get(account) ?? null;
  if (path.endsWith('/getPosition')) return positionsOf(account);
  return null;
}

function positionsOf(account) {
  const share = { exchange: 'NSE', symboltoken: '3045', tradingsymbol: 'SBIN-EQ', producttype: 'INTRADAY' };
  return [{ ...share, netqty: String(held.get(account) ?? 0), avgnetprice: '100.00' }];
}

function placeOrder(account, body) {
  const orderid = `2611220${String(nextOrder++).padStart(8, '0')}`;
  const row = {
    ...body,
    orderid,
    uniqueorderid: `u-${orderid}`,
    status: 'complete',
    orderstatus: 'complete',
    filledshares: body.quantity,
    unfilledshares: '0',
    averageprice: 100,
    price: Number(body.price),
    triggerprice: 0,
    lotsize: '1',
    instrumenttype: '',
    updatetime: '22-Nov-2026 10:00:00',
    exchtime: '22-Nov-2026 10:00:00',
    exchorderupdatetime: '22-Nov-2026 10:00:00',
    text: '',
  };
  books.set(account, [...(books.get(account) ?? []), row].slice(-5));
  const sign = body.transactiontype === 'BUY' ? 1 : -1;
  held.set(account, (held.get(account) ?? 0) + sign * Number(body.quantity));
  return { script: body.tradingsymbol, orderid, uniqueorderid: row.uniqueorderid };
}

process.on('message', (message) => {
  if (message === 'arrivals') process.send?.(arrivals.splice(0).map(String));
  if (message.hang !== undefined) hanging = message.hang;
  if (message === 'stop') process.exit(0);
});
server.listen(0, '127.0.0.1', 4096, () => process.send?.({ port: server.address().port }));
