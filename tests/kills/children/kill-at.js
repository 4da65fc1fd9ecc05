// Loaded into the built program before its own code (`node --import`): ends the process, as `kill -9` does, at the
// named point of the copy of one order. The program itself knows nothing of it: what stands at the boundaries of
// its modules (dist/program/seams) is wrapped, and undici tells of its requests.
import diagnostics from 'node:diagnostics_channel';
import { Copier } from '../../../dist/program/seams/copier.js';
import { CopySession } from '../../../dist/program/seams/copy-session.js';
import { DecidedTable } from '../../../dist/program/seams/decided-table.js';
import { Journal } from '../../../dist/program/seams/journal.js';
import { JournalBuffer } from '../../../dist/program/seams/journal-buffer.js';

const { KILL_AT: point = '', KILL_SYMBOL: symbol = '', KILL_SIDE: side = '' } = process.env;
const FOLLOWERS = Number(process.env.KILL_FOLLOWERS ?? 1);

/** Of the orders that are planned for it. */
const tags = new Set();
const orderKeys = new Set();
wrap(Journal.prototype, 'recordDecision', {
  before: ({ intents }) => {
    for (const { tag, orderKey } of intents.filter(isOurs)) {
      tags.add(tag);
      orderKeys.add(orderKey);
    }
  },
});

const POINTS = {
  event_read: () =>
    wrap(Copier.prototype, 'takeReading', { before: ({ ok, order }) => ok && isOurs(order) && die() }),
  decided: () =>
    wrap(CopySession.prototype, 'accept', {
      after: (made) => made.some(({ effect, decision }) => effect !== 'none' && isOurs(decision)) && die(),
    }),
  inside_the_commit: () =>
    wrap(DecidedTable.prototype, 'insert', { after: (_, { intents }) => intents.some(isOurs) && die() }),
  after_the_commit: () =>
    wrap(Journal.prototype, 'recordDecision', { after: (_, { intents }) => intents.some(isOurs) && die() }),
  first_request_written: () => dieWithRequest(1),
  half_of_the_requests_written: () => dieWithRequest(Math.ceil(FOLLOWERS / 2)),
  // The test kills from outside, once the broker has taken all of them.
  replies_held_back: () => {},
  reply_read: () =>
    wrap(JournalBuffer.prototype, 'addChange', {
      before: (tag, { state }) => tags.has(tag) && state === 'accepted' && die(),
    }),
  one_outcome_written: () =>
    wrap(Journal.prototype, 'appendNews', {
      after: (_, { changes }) =>
        changes.some(({ tag, change }) => tags.has(tag) && change.state === 'accepted') && die(),
    }),
  copy_ended: () =>
    wrap(Copier.prototype, 'take', {
      before: ({ kind, orderKey }) => kind === 'copy_ended' && orderKeys.has(orderKey) && die(),
    }),
};

const arm = POINTS[point];
if (arm === undefined) throw new Error(`there is no point ${point}: ${Object.keys(POINTS).join(', ')}`);
arm();

/** A master's order, a decision on it, or an order of ours. */
function isOurs(order) {
  return (order.tradingSymbol ?? order.symbol) === symbol && order.side === side;
}

/** Dies as soon as so many orders for it have been handed to the operating system, whole. */
function dieWithRequest(count) {
  let sent = 0;
  diagnostics.subscribe('undici:request:bodySent', ({ request }) => {
    const body = request.path.endsWith('/placeOrder') ? String(request.body) : '';
    if (!body.includes(`"${symbol}"`) || !body.includes(`"${side.toUpperCase()}"`)) return;
    sent += 1;
    if (sent === count) die();
  });
}

function wrap(prototype, name, { before = () => {}, after = () => {} }) {
  const original = prototype[name];
  prototype[name] = function wrapped(...args) {
    before(...args);
    const result = original.apply(this, args);
    after(result, ...args);
    return result;
  };
}

/** SIGKILL: nothing is tidied up, nothing that is still in memory is written. */
function die() {
  process.kill(process.pid, 'SIGKILL');
}
