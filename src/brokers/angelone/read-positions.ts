import { parseDecimal, type Ratio } from '../../core/exact.ts';
import type { Json, PositionReading, Positions } from '../port.ts';
import { failureOf, readEnvelope } from './wire/envelope.ts';
import { describeValue, fieldOf, isJsonObject, type JsonObject, RowFields } from './wire/row-fields.ts';
import { EXCHANGE_BY_WORD, PRODUCT_BY_WORD } from './wire/words.ts';

export type PositionsReading =
  | { readonly ok: true; readonly value: Positions }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a getPosition reply: the envelope around a list or null (no position), or a list by itself.
 * A row that cannot be read is a problem of the whole: its instrument may not be taken as flat. One that says itself
 * that it is flat is left out, whatever its product is called, and so is one of a cover order: no order of that product
 * is copied, and none of ours can close it.
 */
export function readPositionsReply(body: Json): PositionsReading {
  if (Array.isArray(body)) return { ok: true, value: readPositionRows(body, body) };
  const envelope = readEnvelope(body);
  if (envelope === null) return { ok: false, problem: 'the reply is no getPosition reply' };
  const failure = failureOf(envelope);
  if (failure !== null) return { ok: false, problem: failure };
  const { data } = envelope;
  if (Array.isArray(data)) return { ok: true, value: readPositionRows(data, body) };
  if (data === null && envelope.verdict === 'success') return { ok: true, value: readPositionRows([], body) };
  return { ok: false, problem: `the reply's data is ${describeValue(data)}, not a list of positions` };
}

function readPositionRows(rows: readonly Json[], raw: Json): Positions {
  const positions: PositionReading[] = [];
  const problems: string[] = [];
  rows.forEach((row, position) => {
    const reading = readPosition(row);
    if (typeof reading !== 'string') positions.push(reading);
    else if (!isFlat(row) && !isOfCoverOrder(row)) problems.push(`position ${position}: ${reading}`);
  });
  return { positions, problems, raw };
}

function isFlat(row: Json): boolean {
  return isJsonObject(row) && readSpaced(row, 'netqty')?.n === 0;
}

/** Among the products of a profile (`CO`, recorded 2026-09-19), and not among those that the API places orders in. */
function isOfCoverOrder(row: Json): boolean {
  return isJsonObject(row) && fieldOf(row, 'producttype') === 'CO';
}

/** @returns the position, or what is wrong with the row. */
function readPosition(row: Json): PositionReading | string {
  if (!isJsonObject(row)) return `the row is ${describeValue(row)}, not an object`;
  const fields = new RowFields(row);
  const exchange = fields.oneOf('exchange', EXCHANGE_BY_WORD);
  const product = fields.oneOf('producttype', PRODUCT_BY_WORD);
  const symbolToken = fields.word('symboltoken');
  const tradingSymbol =
    symbolToken === '' ? fields.requiredWord('tradingsymbol') : fields.word('tradingsymbol');
  const netQuantity = readSpaced(row, 'netqty');
  if (fields.problem !== null || exchange === null || product === null) return fields.problem ?? 'unreadable';
  if (netQuantity === null || netQuantity.d !== 1 || typeof netQuantity.n !== 'number')
    return `netqty is ${describeValue(fieldOf(row, 'netqty'))}, where a whole number must be`;
  const average = readSpaced(row, 'avgnetprice') ?? readSpaced(row, 'netprice');
  return {
    exchange,
    symbolToken: symbolToken || null,
    tradingSymbol,
    product,
    netQuantity: netQuantity.n || 0,
    averagePrice: average !== null && average.n > 0 ? average : null,
    unrealised: readSpaced(row, 'unrealised'),
  };
}

/** Numbers here may have a blank behind the sign, `"- 2235.80"` (SmartAPI docs 2026, Positions). */
function readSpaced(row: JsonObject, key: string): Ratio | null {
  const value = fieldOf(row, key);
  if (typeof value === 'number') return parseDecimal(value);
  return typeof value === 'string' ? parseDecimal(value.replace(/^\s*([+-])\s+/, '$1')) : null;
}
