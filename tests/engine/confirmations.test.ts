/** `confirm: true`: the user's yes counts for what the question said, and for no more. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { Confirmations } from '../../src/engine/confirmations.ts';
import { sessionOf } from '../core/generated-day.ts';
import { ProcessLife } from '../simulation/process-life.ts';
import { VirtualTime } from '../simulation/virtual-time.ts';

/** A turn of the event loop: what an input leads to is done. */
const settled = () => new Promise(setImmediate);

/** A session that asks, about limit orders of NIFTY calls, lot 65. */
function asking(copyOn: 'fill' | 'placed') {
  const session = sessionOf({ f1: {} }, { copy_on: copyOn });
  session.accept({ kind: 'policy', policy: session.policy, confirm: true });
  const questions: string[] = [];
  const answers: ((accepted: boolean) => void)[] = [];
  const decided: string[] = [];
  const note = (made: ReturnType<typeof session.accept>) => {
    for (const { decision } of made) decided.push(`${decision.reason} ${decision.quantity}`);
  };
  const { clock } = new ProcessLife(
    new VirtualTime(0),
    () => 0,
    () => {},
  );
  const confirmations = new Confirmations({
    session,
    clock,
    take: (input) => note(session.accept(input)),
    ask: (question) => {
      questions.push(question);
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  const row = async (
    quantity: number,
    filledshares: number,
    second: number,
    [orderid, transactiontype]: readonly [string, 'BUY' | 'SELL'] = ['1', 'BUY'],
  ) => {
    const reading = readOrderRow({
      ...{ orderid, tradingsymbol: 'NIFTY24NOV2626000CE', symboltoken: '1', exchange: 'NFO' },
      ...{ transactiontype, producttype: 'CARRYFORWARD', ordertype: 'LIMIT', variety: 'NORMAL' },
      ...{ price: 100, averageprice: filledshares > 0 ? 100 : 0, quantity: String(quantity) },
      ...{ filledshares: String(filledshares), orderstatus: filledshares < quantity ? 'open' : 'complete' },
      exchorderupdatetime: `23-Nov-2026 10:00:0${second}`,
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
  return { row, answer, questions, decided };
}

test('an order that fills on while its question is open is asked about again', async () => {
  const { row, answer, questions, decided } = asking('fill');
  await row(195, 65, 1);
  await row(195, 195, 2);
  await answer(true);
  expect(decided).toEqual([]);
  await answer(true);
  expect([questions, decided]).toEqual([
    ['Copy buy 65 NIFTY24NOV2626000CE (carryforward)?', 'Copy buy 195 NIFTY24NOV2626000CE (carryforward)?'],
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
    ['Copy buy 130 NIFTY24NOV2626000CE (carryforward)?', 'Copy buy 650 NIFTY24NOV2626000CE (carryforward)?'],
    ['ENTRY 650'],
  ]);
});

test('what the master took out again while another question was open is asked about no more', async () => {
  const { row, answer, questions, decided } = asking('fill');
  await row(65, 65, 1);
  await row(130, 130, 2, ['2', 'BUY']);
  await row(130, 130, 3, ['3', 'SELL']);
  await row(195, 195, 4, ['4', 'BUY']);
  await answer(true);
  await answer(true);
  expect([questions, decided]).toEqual([
    ['Copy buy 65 NIFTY24NOV2626000CE (carryforward)?', 'Copy buy 195 NIFTY24NOV2626000CE (carryforward)?'],
    ['NETTED 0', 'ENTRY 65', 'NETTED 0', 'ENTRY 195'],
  ]);
});
