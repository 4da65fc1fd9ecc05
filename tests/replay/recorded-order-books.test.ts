/** Logs that others recorded or that the broker documents, decided by hand. Nearly none of their orders was filled. */
import { describe, expect, test } from 'vitest';
import { copy, fixture, replayJson, skip, type TestFolder, withFolder } from './support.ts';

const SBIN_2022 = '220330000443149';

function decided(order_id: string, symbol: string, exchange: string, side: string, master_quantity: number) {
  return { order_id, symbol, exchange, side, master_quantity };
}

const bothSkip = (of: ReturnType<typeof decided>, reason: string) => [
  skip(of, 'half', reason),
  skip(of, 'fixed', reason),
];

const NOTHING = {
  half: { copied: 0, skipped: 0, reasons: {} },
  fixed: { copied: 0, skipped: 0, reasons: {} },
};

describe('a recorded order book', () => {
  test('of 2022: the cancelled order was never filled, the open one is not decided yet', async () => {
    const result = await replayJson({ logs: [fixture('orderbook_2022_open_cancelled.json')] });
    expect(result).toMatchObject({
      code: 0,
      logs: [
        { file: fixture('orderbook_2022_open_cancelled.json'), format: 'order-book', rows: 2, unreadable: 0 },
      ],
      assumed_flat: true,
    });
    expect(result.decisions).toEqual(bothSkip(decided(SBIN_2022, 'SBIN-EQ', 'NSE', 'buy', 1), 'NOT_FILLED'));
    expect(result.followers).toEqual({
      half: { copied: 0, skipped: 1, reasons: { NOT_FILLED: 1 } },
      fixed: { copied: 0, skipped: 1, reasons: { NOT_FILLED: 1 } },
    });
  });

  test('of order details: one row in an envelope, rejected for want of funds', async () => {
    const result = await replayJson({ logs: [fixture('order_details_2023_rejected_funds.json')] });
    expect(result.decisions).toEqual(
      bothSkip(decided('231010000000970', 'RELIANCE-EQ', 'NSE', 'buy', 1), 'NOT_FILLED'),
    );
  });

  test.each([
    ['orderbook_2025_amo_limit_and_slimit.json', 2],
    ['orderbook_row_2026_amo_from_mobile_app.json', 1],
    ['postback_docs_market_partial_fill.json', 1],
  ])('%s holds only orders that are alive: nothing is decided', async (name, rows) => {
    const result = await replayJson({ logs: [fixture(name)] });
    expect(result.logs).toEqual([{ file: fixture(name), format: 'order-book', rows, unreadable: 0 }]);
    expect([result.decisions, result.followers]).toEqual([[], NOTHING]);
  });

  test.each([
    'orderbook_row_2023_slorder_rejected_empty_orderstatus_partial_excerpt.json',
    'postback_2024_ioc_rejected_adapter_logged_off_partial_excerpt.json',
  ])('%s lacks its order type: it is counted, told, and left out', async (name) => {
    const file = fixture(name);
    const result = await replayJson({ logs: [file] });
    expect(result.logs).toEqual([{ file, format: 'order-book', rows: 1, unreadable: 1 }]);
    expect(result.err).toContain(
      `${file}, row 1, is left out: ordertype is missing, which is none of MARKET, LIMIT, STOPLOSS_LIMIT, STOPLOSS_MARKET`,
    );
    expect([result.code, result.decisions]).toEqual([0, []]);
  });

  test('of a partial fill, copied as it fills, has 74 of 1000 units', async () => {
    // half: 74 × 0.5 = 37. fixed: a share, 74 × 0.29 = 21.46, so 21. A MARKET order: 584.7 × 1.005 = 587.6235,
    // rounded inwards to 587.60 (cash, tick 0.05). DELIVERY may be bought.
    await withFolder(async (folder) => {
      const configFile = await copyOnFill(folder);
      const result = await replayJson({
        logs: [fixture('postback_docs_market_partial_fill.json')],
        configFile,
      });
      const of = decided('111111111111111', 'SBIN-EQ', 'NSE', 'buy', 74);
      expect(result.decisions).toEqual([
        copy(of, 'half', 'ENTRY', 37, { price: '587.60', product: 'DELIVERY' }),
        copy(of, 'fixed', 'ENTRY', 21, { price: '587.60', product: 'DELIVERY' }),
      ]);
    });
  });

  test('of push messages: the greeting is no row, and a new day ends what is open', async () => {
    // By time: FINNIFTY sold, open (19-Dec-2023). Then 26-Dec-2024: the day ends it with nothing filled; one BEES is
    // pending, another complete: half 0.5, fixed 0.29 of one unit, both 0 whole ones.
    const file = fixture('order_update_ws_messages.jsonl');
    const result = await replayJson({ logs: [file] });
    expect(result.logs).toEqual([{ file, format: 'order-push', rows: 3, unreadable: 0 }]);
    expect(result.decisions).toEqual([
      ...bothSkip(decided('231219000044295', 'FINNIFTY19DEC2321750CE', 'NFO', 'sell', 1120), 'NOT_FILLED'),
      ...bothSkip(decided('241226000790638', 'NIFTYBEES-EQ', 'NSE', 'buy', 1), 'BELOW_LOT'),
    ]);
  });
});

test('all recorded logs in one call are one session, by event time', async () => {
  const logs = [
    'orderbook_row_2026_amo_from_mobile_app.json',
    'order_update_ws_messages.jsonl',
    'postback_docs_market_partial_fill.json',
    'orderbook_2025_amo_limit_and_slimit.json',
    'orderbook_row_2023_slorder_rejected_empty_orderstatus_partial_excerpt.json',
    'orderbook_2022_open_cancelled.json',
    'order_details_2023_rejected_funds.json',
    'postback_2024_ioc_rejected_adapter_logged_off_partial_excerpt.json',
  ].map(fixture);
  const result = await replayJson({ logs });
  expect(result.decisions).toEqual([
    // 30-Mar-2022: one cancelled; the other is open until its day ends.
    ...bothSkip(decided(SBIN_2022, 'SBIN-EQ', 'NSE', 'buy', 1), 'NOT_FILLED'),
    // 09-Oct-2023 begins.
    ...bothSkip(decided('220330000471853', 'SBIN-EQ', 'NSE', 'buy', 1), 'NOT_FILLED'),
    // 10-Oct-2023 begins: the order with 74 of 1000 filled ends with its day and counts for these (as above).
    copy(decided('111111111111111', 'SBIN-EQ', 'NSE', 'buy', 74), 'half', 'ENTRY', 37, {
      price: '587.60',
      product: 'DELIVERY',
    }),
    copy(decided('111111111111111', 'SBIN-EQ', 'NSE', 'buy', 74), 'fixed', 'ENTRY', 21, {
      price: '587.60',
      product: 'DELIVERY',
    }),
    ...bothSkip(decided('231010000000970', 'RELIANCE-EQ', 'NSE', 'buy', 1), 'NOT_FILLED'),
    // 26-Dec-2024 begins: FINNIFTY of 19-Dec-2023 ends.
    ...bothSkip(decided('231219000044295', 'FINNIFTY19DEC2321750CE', 'NFO', 'sell', 1120), 'NOT_FILLED'),
    ...bothSkip(decided('241226000790638', 'NIFTYBEES-EQ', 'NSE', 'buy', 1), 'BELOW_LOT'),
    // 13-Sep-2025 begins: the pending BEES ends.
    ...bothSkip(decided('241226000761133', 'NIFTYBEES-EQ', 'NSE', 'buy', 1), 'NOT_FILLED'),
    // 12-May-2026 begins: both after-market orders end, in the order first seen.
    ...bothSkip(decided('091389e428f2AO', 'NIFTY16SEP2524950CE', 'NFO', 'buy', 150), 'NOT_FILLED'),
    ...bothSkip(decided('0913c74c7aa8AO', 'NIFTY16SEP2524950CE', 'NFO', 'buy', 150), 'NOT_FILLED'),
  ]);
});

async function copyOnFill(folder: TestFolder): Promise<string> {
  return folder.write(
    'copytrade.yaml',
    `version: 1
copy_on: fill
followers:
  half:
    quantity: { multiplier: 0.5 }
  fixed:
    quantity: { fixed: 75, overrides: [{ match: { instrument: equity }, multiplier: 0.29 }] }
`,
  );
}
