/** One stream for each purpose: what one purpose draws does not move another's values. */
export function createRandom(seed, purpose) {
    let state = hash(`${seed}/${purpose}`);
    const next = () => {
        // mulberry32: small, and good enough for prices and ids of a simulator.
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
    const integer = (limit) => Math.floor(next() * limit);
    const hex = (length) => Array.from({ length }, () => integer(16).toString(16)).join('');
    const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'.charAt(integer(4))}${hex(3)}-${hex(12)}`;
    return { next, integer, hex, uuid };
}
/** FNV-1a, 32 bits. */
function hash(text) {
    let value = 0x811c9dc5;
    for (let index = 0; index < text.length; index += 1) {
        value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    }
    return value | 0;
}
//# sourceMappingURL=random.js.map