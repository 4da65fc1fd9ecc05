import { createRandom } from "./random.js";
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const TOTP_SECRET_LENGTH = 32;
/** `funds` in rupees, for each account. */
export function createSampleAccounts(seed, { followers, funds }) {
    const random = createRandom(seed, 'sample accounts');
    const accounts = [sample('master', '', { clientCode: 'M100001', funds, random })];
    for (let number = 1; number <= followers; number += 1) {
        const clientCode = `F${100_000 + number}`;
        accounts.push(sample(`follower${number}`, `FOLLOWER_${number}_`, { clientCode, funds, random }));
    }
    return accounts;
}
function sample(role, envPrefix, { clientCode, funds, random }) {
    const pin = String(1000 + random.integer(9000));
    const totpSecret = Array.from({ length: TOTP_SECRET_LENGTH }, () => BASE32.charAt(random.integer(32))).join('');
    return {
        role,
        envPrefix,
        options: { clientCode, pin, totpSecret, apiKey: random.hex(8), funds, name: role },
    };
}
/** What goes into `.env` to reach the account. */
export function toEnvironment({ envPrefix, options }) {
    return {
        [`${envPrefix}API_KEY`]: options.apiKey,
        [`${envPrefix}CLIENT_ID`]: options.clientCode,
        [`${envPrefix}PASSWORD`]: options.pin,
        [`${envPrefix}TOTP_SECRET`]: options.totpSecret,
    };
}
//# sourceMappingURL=sample-accounts.js.map