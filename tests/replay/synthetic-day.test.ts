/** A day with fills (tests/fixtures/replay/synthetic_day_2026.json), worked out by hand from sections 3 and 4. */
import { expect, test } from 'vitest';
import { copy, fixture, readRows, replay, replayJson, skip, withFolder } from './support.ts';

const DAY = fixture('synthetic_day_2026.json');

const order = (last: string) => `2611230000000${last}`;

function decided(last: string, symbol: string, side: string, master_quantity: number, exchange = 'NFO') {
  return { order_id: order(last), symbol, exchange, side, master_quantity };
}

const DECISIONS = (() => {
  const call = decided('01', 'NIFTY24NOV2625900CE', 'buy', 150);
  const otherCall = decided('02', 'NIFTY24NOV2626000CE', 'buy', 75);
  const share = decided('03', 'RELIANCE-EQ', 'buy', 100, 'NSE');
  const finnifty = decided('04', 'FINNIFTY24NOV2623000CE', 'buy', 60);
  const put = decided('05', 'NIFTY24NOV2625900PE', 'buy', 75);
  const rejected = decided('06', 'RELIANCE-EQ', 'buy', 10, 'NSE');
  const own = decided('07', 'INFY-EQ', 'buy', 5, 'NSE');
  const cancelled = decided('08', 'SBIN-EQ', 'buy', 80, 'NSE');
  const netting = decided('10', 'SBIN-EQ', 'sell', 60, 'NSE');
  const netted = decided('09', 'SBIN-EQ', 'buy', 40, 'NSE');
  const stop = decided('11', 'BANKNIFTY24NOV26FUT', 'buy', 70);
  const firstHalf = decided('12', 'NIFTY24NOV2625900CE', 'sell', 75);
  const secondHalf = decided('13', 'NIFTY24NOV2625900CE', 'sell', 75);
  const stopLoss = decided('14', 'RELIANCE-EQ', 'sell', 100, 'NSE');
  return [
    // 09:20 LIMIT, 150 of lot 75. half: 75, one lot. fixed: 75. At the master's limit price.
    copy(call, 'half', 'ENTRY', 75, { price: '120.50', product: 'CARRYFORWARD' }),
    copy(call, 'fixed', 'ENTRY', 75, { price: '120.50', product: 'CARRYFORWARD' }),
    // 09:25 MARKET, 75. half: 37.5 is no lot of 75. fixed: 88.10 × 1.025 (index option above 50) = 90.3025, down.
    skip(otherCall, 'half', 'BELOW_LOT'),
    copy(otherCall, 'fixed', 'ENTRY', 75, { price: '90.30', product: 'CARRYFORWARD' }),
    // 09:30 100 shares. half: 50. fixed, by its override: 100 × 0.29 is 29.
    copy(share, 'half', 'ENTRY', 50, { price: '1500.00', product: 'INTRADAY' }),
    copy(share, 'fixed', 'ENTRY', 29, { price: '1500.00', product: 'INTRADAY' }),
    // 09:35 NIFTY is allowed, FINNIFTY is not NIFTY.
    skip(finnifty, 'half', 'SYMBOL_NOT_ALLOWED'),
    skip(finnifty, 'fixed', 'SYMBOL_NOT_ALLOWED'),
    // 09:40
    skip(put, 'half', 'RULE_SKIP', 'no-puts'),
    skip(put, 'fixed', 'RULE_SKIP', 'no-puts'),
    // 09:45 rejected: the whole order's quantity.
    skip(rejected, 'half', 'NOT_FILLED'),
    skip(rejected, 'fixed', 'NOT_FILLED'),
    // 09:50 tagged ct0a1b2c3d4e5f6
    skip(own, 'half', 'OWN_COPY'),
    skip(own, 'fixed', 'OWN_COPY'),
    // 10:05 cancelled with 80 of 200 filled. half: 40. fixed: 23.2, so 23.
    copy(cancelled, 'half', 'ENTRY', 40, { price: '800.00', product: 'DELIVERY' }),
    copy(cancelled, 'fixed', 'ENTRY', 23, { price: '800.00', product: 'DELIVERY' }),
    // 10:11 60 sold of the 60 that another order has bought and that still wait for its end.
    skip(netting, 'half', 'NETTED'),
    skip(netting, 'fixed', 'NETTED'),
    // 10:20 that order ends with 100 filled: 40 are left to copy. half: 20. fixed: 11.6, so 11.
    copy(netted, 'half', 'ENTRY', 20, { price: '801.00', product: 'INTRADAY' }),
    copy(netted, 'fixed', 'ENTRY', 11, { price: '801.00', product: 'INTRADAY' }),
    // 10:30 a stop, by rule at 0.1 %: 58004.35 × 1.001 = 58062.35435, down. half: 70 × 0.5, one lot of 35. fixed: one lot.
    copy(stop, 'half', 'ENTRY', 35, { price: '58062.35', product: 'CARRYFORWARD' }),
    copy(stop, 'fixed', 'ENTRY', 35, { price: '58062.35', product: 'CARRYFORWARD' }),
    // 10:50 half of the call is sold: 37.5 of each follower's 75 are owed, which is no lot.
    skip(firstHalf, 'half', 'BELOW_LOT'),
    skip(firstHalf, 'fixed', 'BELOW_LOT'),
    // 11:00 the rest: the master is flat, so are they. 131 × 0.975 = 127.725, outwards for an exit: down.
    copy(secondHalf, 'half', 'EXIT', 75, { price: '127.70', product: 'CARRYFORWARD' }),
    copy(secondHalf, 'fixed', 'EXIT', 75, { price: '127.70', product: 'CARRYFORWARD' }),
    // 11:31 a stop loss that has triggered shows as LIMIT. 1479.20 × 0.995 = 1471.804, down; below the limit of 1478.
    copy(stopLoss, 'half', 'EXIT', 50, { price: '1471.80', product: 'INTRADAY' }),
    copy(stopLoss, 'fixed', 'EXIT', 29, { price: '1471.80', product: 'INTRADAY' }),
  ];
})();

test('a day with fills is decided as by hand', async () => {
  const { decisions, logs, followers, coverage, assumed_flat, err, code } = await replayJson({ logs: [DAY] });
  expect(decisions).toEqual(DECISIONS);
  expect({ logs, followers, coverage, assumed_flat, code }).toEqual({
    logs: [{ file: DAY, format: 'order-book', rows: 19, unreadable: 1 }],
    followers: {
      half: {
        copied: 7,
        skipped: 7,
        reasons: {
          ENTRY: 5,
          EXIT: 2,
          OWN_COPY: 1,
          NOT_FILLED: 1,
          NETTED: 1,
          BELOW_LOT: 2,
          SYMBOL_NOT_ALLOWED: 1,
          RULE_SKIP: 1,
        },
      },
      fixed: {
        copied: 8,
        skipped: 6,
        reasons: {
          ENTRY: 6,
          EXIT: 2,
          OWN_COPY: 1,
          NOT_FILLED: 1,
          NETTED: 1,
          BELOW_LOT: 1,
          SYMBOL_NOT_ALLOWED: 1,
          RULE_SKIP: 1,
        },
      },
    },
    // Each once for either follower.
    coverage: {
      rules: [
        { id: 'no-puts', matched: 2 },
        { id: 'stops-of-futures', matched: 2 },
        { id: 'nothing-late', matched: 0 },
      ],
    },
    assumed_flat: true,
    code: 0,
  });
  expect(err).toContain(
    `${DAY}, row 1, is left out: transactiontype is "HOLD", which is none of BUY, SELL\n`,
  );
});

test('the same rows in two files are the same day, in whichever order they are named', async () => {
  const rows = await readRows('synthetic_day_2026.json');
  const whole = await replayJson({ logs: [DAY] });
  await withFolder(async (folder) => {
    const even = await folder.write(
      'even.json',
      rows.filter((_, index) => index % 2 === 0),
    );
    const odd = await folder.write('odd.json', {
      status: true,
      data: rows.filter((_, index) => index % 2 === 1),
    });
    for (const logs of [
      [even, odd],
      [odd, even],
    ]) {
      const split = await replayJson({ logs });
      expect([split.digest, split.decisions]).toEqual([whole.digest, whole.decisions]);
    }
  });
});

test('opening positions make the first sale an exit', async () => {
  // The master held 150 calls before: its sale of 75 is a reduction, of which no follower has copied anything.
  const rows = await readRows('synthetic_day_2026.json');
  await withFolder(async (folder) => {
    const log = await folder.write(
      'log.json',
      rows.filter((row) => row.orderid === order('12')),
    );
    const position = { exchange: 'NFO', symboltoken: '41001', producttype: 'CARRYFORWARD', netqty: '150' };
    const positionsFile = await folder.write('positions.json', { status: true, data: [position] });
    const told = await replayJson({ logs: [log], positionsFile });
    const of = decided('12', 'NIFTY24NOV2625900CE', 'sell', 75);
    expect(told.assumed_flat).toBe(false);
    expect(told.decisions).toEqual([skip(of, 'half', 'NO_POSITION'), skip(of, 'fixed', 'NO_POSITION')]);
    // Flat, it opens a short: 75 × 0.5 is no lot; fixed sells 75 at the master's 130.
    const flat = await replayJson({ logs: [log] });
    expect(flat.assumed_flat).toBe(true);
    expect(flat.decisions).toEqual([
      skip(of, 'half', 'BELOW_LOT'),
      copy(of, 'fixed', 'ENTRY', 75, { price: '130.00', product: 'CARRYFORWARD' }),
    ]);
  });
});

test('an instrument master brings the lot, the tick and the freeze quantity', async () => {
  // Lot 50 (not the row's 75), tick 1 rupee, freeze 101, so at most 100 in one order. 150 × 0.5 = 75: one lot of 50.
  const rows = await readRows('synthetic_day_2026.json');
  const instrument = {
    token: '41001',
    symbol: 'NIFTY24NOV2625900CE',
    name: 'NIFTY',
    expiry: '24NOV2026',
    strike: '2590000.000000',
    lotsize: '50',
    instrumenttype: 'OPTIDX',
    exch_seg: 'NFO',
    tick_size: '100.000000',
    freeze_qty: '101',
  };
  await withFolder(async (folder) => {
    const log = await folder.write(
      'log.json',
      rows.filter((row) => row.orderid === order('01')),
    );
    const instrumentsFile = await folder.write('master.json', [instrument]);
    const text = `version: 1
followers:
  all: { quantity: mirror, execution: { as: limit } }
  half: { quantity: { multiplier: 0.5 } }
`;
    const configFile = await folder.write('copytrade.yaml', text);
    const { decisions } = await replayJson({ logs: [log], instrumentsFile, configFile });
    const of = decided('01', 'NIFTY24NOV2625900CE', 'buy', 150);
    // 120.25 × 1.025 = 123.25625, inwards to whole rupees.
    const slice = copy(of, 'all', 'ENTRY', 150, { price: '123.00', product: 'CARRYFORWARD' });
    const orders = [100, 50].map((quantity) => ({ ...slice.orders[0], quantity }));
    expect(decisions).toEqual([
      { ...slice, orders },
      copy(of, 'half', 'ENTRY', 50, { price: '120.50', product: 'CARRYFORWARD' }),
    ]);
    const named = await folder.write('named.yaml', `${text}instruments: master.json\n`);
    expect((await replayJson({ logs: [log], configFile: named })).decisions).toEqual(decisions);
  });
});

test('a person is shown the decisions, the tallies, the rules and what was assumed', async () => {
  const { out, code } = await replay({ logs: [DAY] });
  expect(code).toBe(0);
  expect(out.replaceAll(fixture(''), '')).toMatchSnapshot();
});

test('colours say nothing that the text does not say', async () => {
  const plain = await replay({ logs: [DAY] });
  const coloured = await replay({ logs: [DAY] }, { colour: true });
  expect(coloured.out).not.toBe(plain.out);
  const esc = String.fromCharCode(27);
  const without = coloured.out.replaceAll(new RegExp(`${esc}\\[[0-9;]*m`, 'g'), '');
  // What is painted keeps its padding.
  expect(without.replace(/ +$/gm, '')).toBe(plain.out);
});

test('more than 200 decisions are counted, not listed', async () => {
  const rows = await readRows('synthetic_day_2026.json');
  const rejected = rows.find((row) => row.orderid === order('06'));
  const many = Array.from({ length: 101 }, (_, index) => ({
    ...rejected,
    orderid: `x${index}`,
    uniqueorderid: '',
  }));
  await withFolder(async (folder) => {
    const listed = await replay({ logs: [await folder.write('log', many.slice(1))] });
    expect(listed.out.match(/NOT_FILLED$/gm)).toHaveLength(200);
    const counted = await replay({ logs: [await folder.write('log', many)] });
    expect(counted.out).toContain(
      'Decisions: 202\n  more than 200: --json lists them, below they are counted\n',
    );
    expect(counted.out.match(/NOT_FILLED$/gm)).toBe(null);
  });
});

test('an interrupt ends a replay where it is', async () => {
  const interrupt = new AbortController();
  interrupt.abort();
  await expect(replay({ logs: [DAY] }, { signal: interrupt.signal })).rejects.toThrow('aborted');
});
