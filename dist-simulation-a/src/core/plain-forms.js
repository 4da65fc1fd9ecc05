/** A value does not have the form in which it was to be read. The message names its place. */
export class FormError extends Error {
    code = 'FORM_UNREADABLE';
    constructor(at, expected) {
        super(`${at} is not ${expected}`);
        this.name = 'FormError';
    }
}
export const TEXT = primitive((plain) => typeof plain === 'string', 'a text');
export const FLAG = primitive((plain) => typeof plain === 'boolean', 'true or false');
export const NUMBER = primitive((plain) => Number.isFinite(plain), 'a number');
export const WHOLE = primitive((plain) => Number.isSafeInteger(plain), 'a whole number');
function primitive(is, expected) {
    return {
        write: (value) => value,
        read: (plain, at) => {
            if (is(plain))
                return plain;
            throw new FormError(at, expected);
        },
    };
}
export function oneOf(words) {
    return primitive((plain) => words.some((word) => word === plain), `one of ${words.join(', ')}`);
}
/** One of the keys of a table that names each word once. */
export function oneOfKeys(table) {
    return oneOf(Object.keys(table));
}
export function nullable(form) {
    return {
        write: (value) => (value === null ? null : form.write(value)),
        read: (plain, at) => (plain === null ? null : form.read(plain, at)),
    };
}
export function listOf(form) {
    return {
        write: (values) => values.map((value) => form.write(value)),
        read: (plain, at) => readList(plain, at).map((value, index) => form.read(value, `${at}[${index}]`)),
    };
}
function readList(plain, at) {
    if (Array.isArray(plain))
        return plain;
    throw new FormError(at, 'a list');
}
export function setOf(form) {
    const list = listOf(form);
    return { write: (set) => list.write([...set]), read: (plain, at) => new Set(list.read(plain, at)) };
}
/** Pairs and not an object, so that every name can be a key and the order stays. */
export function mapOf(form) {
    const pair = {
        write: ([key, value]) => [key, form.write(value)],
        read: (plain, at) => {
            const [key, value] = readList(plain, at);
            return [TEXT.read(key, at), form.read(value, at)];
        },
    };
    const list = listOf(pair);
    return { write: (map) => list.write([...map]), read: (plain, at) => new Map(list.read(plain, at)) };
}
/** @param sparse keys that are left out where they are null, and read as null where they are not there */
export function struct(fields, sparse = []) {
    const names = Object.keys(fields);
    const isLeftOut = new Set(sparse);
    return {
        write: (value) => {
            const plain = {};
            for (const name of names) {
                if (value[name] === null && isLeftOut.has(name))
                    continue;
                plain[name] = fields[name].write(value[name]);
            }
            return plain;
        },
        read: (plain, at) => {
            if (typeof plain !== 'object' || plain === null)
                throw new FormError(at, 'an object');
            const own = new Map(Object.entries(plain));
            const read = names.map((name) => {
                const found = own.get(name) ?? (isLeftOut.has(name) ? null : own.get(name));
                return [name, fields[name].read(found, `${at}.${name}`)];
            });
            return Object.fromEntries(read);
        },
    };
}
/** A share that has been reduced hundreds of times has that many digits, and must still be read. */
const RATIO_TEXT = /^(-?\d+)\/(\d+)$/;
/** `n/d`, as it is: not shortened, so that nothing depends on when it was. */
export const RATIO = {
    write: ({ n, d }) => `${n}/${d}`,
    read: (plain, at) => {
        const match = typeof plain === 'string' ? RATIO_TEXT.exec(plain) : null;
        const d = toInt(match?.[2] ?? '0');
        if (match === null || d <= 0)
            throw new FormError(at, 'a ratio such as "1/2"');
        return { n: toInt(match[1] ?? '0'), d };
    },
};
function toInt(digits) {
    const value = Number(digits);
    return Number.isSafeInteger(value) ? value : BigInt(digits);
}
/** Objects that others refer to, by their place in a list. */
export class References {
    #known;
    #places = new Map();
    constructor(known = []) {
        this.#known = [...known];
        for (const [place, one] of known.entries())
            this.#places.set(one, place);
    }
    /** All that were known or met in writing. */
    get list() {
        return this.#known;
    }
    write(one) {
        const place = this.#places.get(one) ?? this.#known.push(one) - 1;
        this.#places.set(one, place);
        return place;
    }
    read(plain, at) {
        const one = typeof plain === 'number' ? this.#known[plain] : undefined;
        if (one === undefined)
            throw new FormError(at, 'a place in its list');
        return one;
    }
}
//# sourceMappingURL=plain-forms.js.map