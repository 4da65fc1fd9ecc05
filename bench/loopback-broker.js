// A broker on loopback that answers every request after a fixed latency and tells when each order request arrived.
// It runs in a process of its own: what it costs is not charged to what is measured.
import { createServer } from 'node:http';

const LATENCY_MS = Number(process.argv[2] ?? 20);
const arrivals = [];
const books = new Map();
let nextOrder = 1;

const server = createServer((request, response) => {
  const arrivedAt = process.hrtime.bigint();
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    const data = reply(request, text === '' ? null : JSON.parse(text), arrivedAt);
    const body = JSON.stringify({ status: true, message: 'SUCCESS', errorcode: '', data });
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), LATENCY_MS);
  });
});

function reply(request, body, arrivedAt) {
  const path = request.url ?? '';
  const account = request.headers.authorization ?? '';
  if (path.endsWith('/loginByPassword')) {
    const token = `token-of-${body.clientcode}`;
    return { jwtToken: token, refreshToken: token, feedToken: token, state: null };
  }
  if (path.endsWith('/placeOrder')) return placeOrder(account, body, arrivedAt);
  if (path.endsWith('/getOrderBook')) return books.get(account) ?? null;
  return null;
}

function placeOrder(account, body, arrivedAt) {
  arrivals.push({ tag: body.ordertag, at: String(arrivedAt) });
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
  return { script: body.tradingsymbol, orderid, uniqueorderid: row.uniqueorderid };
}

process.on('message', (message) => {
  if (message === 'arrivals') process.send?.(arrivals.splice(0));
  if (message === 'stop') server.close(() => process.exit(0));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 4096, () => process.send?.({ port: server.address().port }));
