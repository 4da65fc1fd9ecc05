/** `confirm: true`: the user's yes counts for what the question said, and for no more. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { Confirmations } from '../../src/engine/steering/confirmations.ts';
import { sessionOf } from '../core/generated-day.ts';
import { ProcessLife } from '../simulation/process-life.ts';
import { VirtualTime } from '../simulation/virtual-time.ts';

/** A turn of the event loop: what an input leads to is done. */
const settled = () => new Promise(setImmediate);

type Fields = Readonly<Record<string, string>>;

/** A session that asks, about limit orders of NIFTY calls, lot 65. */
function asking(copyOn: 'fill' | 'placed') {
  const session = sessionOf({ f1: {} }, { copy_on: copyOn });
  session.accept({ kind: 'policy', policy: session.policy, confirm: true });
  const questions: string[] = [];
  const answers: ((accepted: boolean) => void)[] = [];
  const failures: ((error: Error) => void)[] = [];
  const decided: string[] = [];
  const note = (made: ReturnType<typeof session.accept>) => {
    for (const { decision } of made) decided.push(`${decision.reason} ${decision.quantity}`);
  };
  const warnings: string[] = [];
  const time = new VirtualTime(0);
  const { clock } = new ProcessLife(
    time,
    () => 0,
    () => {},
  );
  const confirmations = new Confirmations({
    session,
    clock,
    take: (input) => note(session.accept(input)),
    warn: (text) => warnings.push(text),
    // As the terminal does it: a question that is ended is answered with no.
    ask: (question, signal) => {
      questions.push(question);
      return new Promise((resolve, reject) => {
        answers.push(resolve);
        failures.push(reject);
        signal?.addEventListener('abort', () => resolve(false));
      });
    },
  });
  const row = async (quantity: number, filledshares: number, second: number, fields: Fields = {}) => {
    const reading = readOrderRow({
      ...{ orderid: '1', tradingsymbol: 'NIFTY24NOV2626000CE', symboltoken: '1', exchange: 'NFO' },
      ...{ transactiontype: 'BUY', producttype: 'CARRYFORWARD', ordertype: 'LIMIT', variety: 'NORMAL' },
      ...{ price: 100, averageprice: filledshares > 0 ? 100 : 0, quantity: String(quantity) },
      ...{ filledshares: String(filledshares), orderstatus: filledshares < quantity ? 'open' : 'complete' },
      exchorderupdatetime: `23-Nov-2026 10:00:0${second}`,
      ...fields,
    });
    if (!reading.ok) throw new Error(reading.problem);
    note(session.accept({ kind: 'row', row: reading.order, seenAtMs: null }));
    confirmations.askWhatWaits();
    await settled();
  };
  const answer = async (accepted: boolean) => {
    answers.at(-1)?.(accepted);
    await settled();
  };
  const lose = async (why: string) => {
    failures.at(-1)?.(new Error(why));
    await settled();
  };
  const pass = async (ms: number) => {
    await time.runUntil(time.now() + ms);
    await settled();
  };
  return { row, answer, lose, pass, questions, decided, warnings };
}

test('a terminal that is gone answers with no, and the engine goes on', async () => {
  const { row, lose, decided, warnings } = asking('fill');
  await row(65, 65, 1);
  await lose('readline was closed');
  expect(decided).toEqual(['DECLINED 0']);
  expect(warnings).toEqual(['nobody can be asked: readline was closed']);
  await row(65, 65, 2, { orderid: '2' });
  await lose('readline was closed');
  expect(decided).toEqual(['DECLINED 0', 'DECLINED 0']);
});

test('an order that fills on while its question is open is asked about again', async () => {
  const { row, answer, questions, decided } = asking('fill');
  await row(195, 65, 1);
  await row(195, 195, 2);
  await answer(true);
  expect(decided).toEqual([]);
  await answer(true);
  expect([questions, decided]).toEqual([
    [
      'Copy buy 65 NIFTY24NOV2626000CE (carryforward) at 100.00?',
      'Copy buy 195 NIFTY24NOV2626000CE (carryforward) at 100.00?',
    ],
    ['ENTRY 195'],
  ]);
});

test('… and a no is a no to all of it', async () => {
  const { row, answer, questions, decided } = asking('fill');
  await row(195, 65, 1);
  await row(195, 195, 2);
  await answer(false);
  expect([questions.length, decided]).toEqual([1, ['DECLINED 0']]);
});

test('an order that rests is asked about with all that it may open, and again where the master makes it larger', async () => {
  const { row, answer, questions, decided } = asking('placed');
  await row(130, 0, 1);
  await row(650, 0, 2);
  await answer(true);
  expect(decided).toEqual([]);
  await answer(true);
  expect([questions, decided]).toEqual([
    [
      'Copy buy 130 NIFTY24NOV2626000CE (carryforward) at 100.00?',
      'Copy buy 650 NIFTY24NOV2626000CE (carryforward) at 100.00?',
    ],
    ['ENTRY 650'],
  ]);
});

const SOLD = { orderid: '2', transactiontype: 'SELL' };
const OTHER = { orderid: '3', tradingsymbol: 'NIFTY24NOV2626100CE', symboltoken: '99', lotsize: '65' };

test('what the master took out again while another question was open is asked about no more', async () => {
  const { row, answer, questions, decided } = asking('fill');
  await row(65, 65, 1);
  await row(130, 130, 2, { orderid: '2' });
  await row(130, 130, 3, { ...SOLD, orderid: '3' });
  await row(195, 195, 4, { orderid: '4' });
  await answer(true);
  await answer(true);
  expect([questions, decided]).toEqual([
    [
      'Copy buy 65 NIFTY24NOV2626000CE (carryforward) at 100.00?',
      'Copy buy 195 NIFTY24NOV2626000CE (carryforward) at 100.00?',
    ],
    ['NETTED 0', 'ENTRY 65', 'NETTED 0', 'ENTRY 195'],
  ]);
});

test('a question that nobody answers is a no after two minutes, and the next one is asked', async () => {
  const { row, answer, pass, questions, decided, warnings } = asking('fill');
  await row(65, 65, 1);
  await row(65, 65, 2, OTHER);
  await pass(119_000);
  expect([questions.length, decided]).toEqual([1, []]);
  await pass(2_000);
  await answer(true);
  expect([questions, decided, warnings]).toEqual([
    [
      'Copy buy 65 NIFTY24NOV2626000CE (carryforward) at 100.00?',
      'Copy buy 65 NIFTY24NOV2626100CE (carryforward) at 100.00?',
    ],
    ['DECLINED 0', 'ENTRY 65'],
    ['nobody answered within 120 s: buy NIFTY24NOV2626000CE is not copied'],
  ]);
});

test('a question about what the master has closed meanwhile is taken back', async () => {
  const { row, questions, decided, warnings } = asking('fill');
  await row(65, 65, 1);
  await row(65, 65, 2, OTHER);
  await row(65, 65, 3, SOLD);
  expect([questions.length, decided, warnings]).toEqual([2, ['NETTED 0', 'NETTED 0'], []]);
});

test('a question says how many wait behind it', async () => {
  const { row, answer, questions } = asking('fill');
  await row(65, 65, 1);
  await row(65, 65, 2, OTHER);
  await row(65, 65, 3, { ...OTHER, orderid: '4' });
  await answer(false);
  expect(questions.at(-1)).toBe('Copy buy 65 NIFTY24NOV2626100CE (carryforward) at 100.00 (1 more wait)?');
});
