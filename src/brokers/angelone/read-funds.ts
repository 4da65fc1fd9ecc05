import { parseDecimal, type Ratio } from '../../core/exact.ts';
import type { Funds, Json } from '../port.ts';
import { failureOf, readEnvelope } from './wire/envelope.ts';
import { describeValue, fieldOf, isJsonObject, type JsonObject } from './wire/row-fields.ts';

export type FundsReading =
  | { readonly ok: true; readonly value: Funds }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a getRMS reply: texts of two decimals or null (recorded 2026-09-19).
 * What the account can trade with is `availablecash`, the trading balance of the broker's own app (seen in code
 * 2026-07-29); `net` stands in only where that is not told.
 */
export function readFundsReply(body: Json): FundsReading {
  const envelope = readEnvelope(body);
  if (envelope === null) return { ok: false, problem: 'the reply is no getRMS reply' };
  const failure = failureOf(envelope);
  if (failure !== null) return { ok: false, problem: failure };
  const { data } = envelope;
  if (!isJsonObject(data))
    return { ok: false, problem: `the reply's data is ${describeValue(data)}, not funds` };
  const available = readAmount(data, 'availablecash') ?? readAmount(data, 'net');
  return { ok: true, value: { available, unrealised: readAmount(data, 'm2munrealized'), raw: body } };
}

function readAmount(data: JsonObject, key: string): Ratio | null {
  const value = fieldOf(data, key);
  return typeof value === 'string' || typeof value === 'number' ? parseDecimal(value) : null;
}
