import type { HoldingReading, Holdings, Json } from '../port.ts';
import { failureOf, readEnvelope } from './wire/envelope.ts';
import { describeValue, fieldOf, isJsonObject, RowFields } from './wire/row-fields.ts';
import { EXCHANGE_BY_WORD } from './wire/words.ts';

export type HoldingsReading =
  | { readonly ok: true; readonly value: Holdings }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a getAllHolding reply, `{holdings: [...], totalholding}` (documented; no recorded one is known), or a getHolding
 * reply, a list. Null is none, as of the other books (recorded 2026-09-19). What is read of a row is its instrument,
 * `quantity` and `averageprice`. Whether shares bought or sold today are in `quantity` is not documented, nor whether
 * those bought yesterday (`t1quantity`) are: they are shares of the account, so they count.
 */
export function readHoldingsReply(body: Json): HoldingsReading {
  const envelope = readEnvelope(body);
  if (envelope === null) return { ok: false, problem: 'the reply is no getAllHolding reply' };
  const failure = failureOf(envelope);
  if (failure !== null) return { ok: false, problem: failure };
  const { data } = envelope;
  const rows = isJsonObject(data) ? fieldOf(data, 'holdings') : data;
  if (Array.isArray(rows)) return { ok: true, value: readRows(rows, body) };
  if (rows === null && envelope.verdict === 'success') return { ok: true, value: readRows([], body) };
  return {
    ok: false,
    problem: `the reply's data is ${describeValue(data)}, which holds no list of holdings`,
  };
}

function readRows(rows: readonly Json[], raw: Json): Holdings {
  const holdings: HoldingReading[] = [];
  const problems: string[] = [];
  rows.forEach((row, position) => {
    const reading = readHolding(row);
    if (typeof reading === 'string') problems.push(`holding ${position}: ${reading}`);
    else holdings.push(reading);
  });
  return { holdings, problems, raw };
}

/** @returns the holding, or what is wrong with the row. */
function readHolding(row: Json): HoldingReading | string {
  if (!isJsonObject(row)) return `the row is ${describeValue(row)}, not an object`;
  const fields = new RowFields(row);
  const exchange = fields.oneOf('exchange', EXCHANGE_BY_WORD);
  const symbolToken = fields.word('symboltoken');
  const tradingSymbol =
    symbolToken === '' ? fields.requiredWord('tradingsymbol') : fields.word('tradingsymbol');
  const quantity = fields.requiredCount('quantity');
  const settled = fields.count('realisedquantity') ?? 0;
  const unsettled = fields.count('t1quantity') ?? 0;
  const averagePrice = fields.price('averageprice');
  if (fields.problem !== null || exchange === null || quantity === null)
    return fields.problem ?? 'unreadable';
  return {
    exchange,
    symbolToken: symbolToken || null,
    tradingSymbol,
    quantity: Math.max(quantity, settled + unsettled),
    averagePrice,
  };
}
