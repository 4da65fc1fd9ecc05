import type { Json } from '../port.ts';
import { fieldOf, isJsonObject, type JsonObject } from './wire/row-fields.ts';

export interface SessionTokens {
  /** The token that each request carries, without `Bearer`. */
  readonly session: string;
  /** The others that came; unused, but no text may show them. */
  readonly others: readonly string[];
}

/** HTTP cannot carry other characters in a header. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;

/** Reads the data of a login reply. @returns null where there is no token to use. */
export function readSessionTokens(data: Json): SessionTokens | null {
  if (!isJsonObject(data)) return null;
  const session = readToken(data, 'jwtToken');
  const others = [readToken(data, 'refreshToken'), readToken(data, 'feedToken')].filter(
    (token) => token !== null,
  );
  return session === null ? null : { session, others };
}

/** Some replies have `Bearer` in front of the token (seen in code); sent twice it would be refused. */
function readToken(data: JsonObject, key: string): string | null {
  const value = fieldOf(data, key);
  const token = typeof value === 'string' ? value.trim().replace(/^bearer\s+/i, '') : '';
  return TOKEN.test(token) ? token : null;
}
