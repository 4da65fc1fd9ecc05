import { fieldOf, isJsonObject } from "./wire/row-fields.js";
/** HTTP cannot carry other characters in a header. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;
/** Reads the data of a login reply. @returns null where there is no token to use. */
export function readSessionTokens(data) {
    if (!isJsonObject(data))
        return null;
    const session = readToken(data, 'jwtToken');
    const others = [readToken(data, 'refreshToken'), readToken(data, 'feedToken')].filter((token) => token !== null);
    return session === null ? null : { session, others };
}
/** Some replies have `Bearer` in front of the token (seen in code); sent twice it would be refused. */
function readToken(data, key) {
    const value = fieldOf(data, key);
    const token = typeof value === 'string' ? value.trim().replace(/^bearer\s+/i, '') : '';
    return TOKEN.test(token) ? token : null;
}
//# sourceMappingURL=read-session-tokens.js.map