import { hash } from 'node:crypto';
const TAG_CHARACTERS = 13;
const SPACE = 36n ** BigInt(TAG_CHARACTERS);
/**
 * The order tag: our idempotency key at a broker that has none. `ct` and 13 of `0-9a-z`: 67 bits of a SHA-256, within
 * the 19 characters that SmartAPI takes.
 */
export function orderTag(purpose) {
    const { day, orderKey, follower, revision, slice, attempt } = purpose;
    const digest = hash('sha256', JSON.stringify([day, orderKey, follower, revision, slice, attempt]), 'hex');
    const number = BigInt(`0x${digest}`) % SPACE;
    return `ct${number.toString(36).padStart(TAG_CHARACTERS, '0')}`;
}
//# sourceMappingURL=order-tag.js.map