/**
 * How values of the book stand in JSON. Each form reads what it writes, exactly; a structure is described once for
 * both directions, and a field that is forgotten does not compile.
 */
import type { Ratio } from '../exact.ts';
import type { Int } from '../int.ts';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A value does not have the form in which it was to be read. The message names its place. */
export class FormError extends Error {
  readonly code = 'FORM_UNREADABLE';

  constructor(at: string, expected: string) {
    super(`${at} is not ${expected}`);
    this.name = 'FormError';
  }
}

/** How a value stands in JSON. `read` throws a `FormError`, `at` names the place. */
export interface Form<T> {
  write(value: T): Plain;
  read(plain: unknown, at: string): T;
  /** Whether what stands in JSON is the value itself: a million lines are read without naming each place in them. */
  is?(plain: unknown): plain is T & Plain;
}

export const TEXT = primitive((plain) => typeof plain === 'string', 'a text');
export const FLAG = primitive((plain) => typeof plain === 'boolean', 'true or false');
export const NUMBER = primitive((plain): plain is number => Number.isFinite(plain), 'a number');
export const WHOLE = primitive((plain): plain is number => Number.isSafeInteger(plain), 'a whole number');

function primitive<T extends Plain>(is: (plain: unknown) => plain is T, expected: string): Form<T> {
  return {
    is,
    write: (value) => value,
    read: (plain, at) => {
      if (is(plain)) return plain;
      throw new FormError(at, expected);
    },
  };
}

export function oneOf<T extends string>(words: readonly T[]): Form<T> {
  const known: ReadonlySet<unknown> = new Set(words);
  return primitive((plain): plain is T => known.has(plain), `one of ${words.join(', ')}`);
}

/** One of the keys of a table that names each word once. */
export function oneOfKeys<T extends string>(table: Readonly<Record<T, unknown>>): Form<T> {
  return oneOf(Object.keys(table) as T[]);
}

export function nullable<T>(form: Form<T>): Form<T | null> {
  return {
    write: (value) => (value === null ? null : form.write(value)),
    read: (plain, at) => (plain === null ? null : form.read(plain, at)),
  };
}

export function listOf<T>(form: Form<T>): Form<T[]> {
  return {
    write: (values) => values.map((value) => form.write(value)),
    read: (plain, at) => readList(plain, at).map((value, index) => form.read(value, `${at}[${index}]`)),
  };
}

function readList(plain: unknown, at: string): readonly unknown[] {
  if (Array.isArray(plain)) return plain;
  throw new FormError(at, 'a list');
}

export function setOf<T>(form: Form<T>): Form<Set<T>> {
  const list = listOf(form);
  return { write: (set) => list.write([...set]), read: (plain, at) => new Set(list.read(plain, at)) };
}

/** Pairs and not an object, so that every name can be a key and the order stays. */
export function mapOf<T>(form: Form<T>): Form<Map<string, T>> {
  const pair: Form<[string, T]> = {
    write: ([key, value]) => [key, form.write(value)],
    read: (plain, at) => {
      const [key, value] = readList(plain, at);
      return [TEXT.read(key, at), form.read(value, at)];
    },
  };
  const list = listOf(pair);
  return { write: (map) => list.write([...map]), read: (plain, at) => new Map(list.read(plain, at)) };
}

export type Fields<T> = { readonly [K in keyof T]-?: Form<T[K]> };

/** @param sparse keys that are left out where they are null, and read as null where they are not there */
export function struct<T extends object>(fields: Fields<T>, sparse: readonly (keyof T)[] = []): Form<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  const isLeftOut = new Set(sparse);
  return {
    write: (value) => {
      const plain: { [key: string]: Plain } = {};
      for (const name of names) {
        if (value[name] === null && isLeftOut.has(name)) continue;
        plain[name] = fields[name].write(value[name]);
      }
      return plain;
    },
    read: (plain, at) => {
      if (typeof plain !== 'object' || plain === null) throw new FormError(at, 'an object');
      // What JSON gives inherits none of the names of a structure.
      const own = plain as { readonly [name: string]: unknown };
      const read: { [name: string]: unknown } = {};
      for (const name of names) {
        const form = fields[name];
        const found = own[name] ?? (isLeftOut.has(name) ? null : own[name]);
        read[name] = form.is?.(found) ? found : form.read(found, `${at}.${name}`);
      }
      return read as T;
    },
  };
}

/** A share that has been reduced hundreds of times has that many digits, and must still be read. */
const RATIO_TEXT = /^(-?\d+)\/(\d+)$/;

/** `n/d`, as it is: not shortened, so that nothing depends on when it was. */
export const RATIO: Form<Ratio> = {
  write: ({ n, d }) => `${n}/${d}`,
  read: (plain, at) => {
    const match = typeof plain === 'string' ? RATIO_TEXT.exec(plain) : null;
    const d = toInt(match?.[2] ?? '0');
    if (match === null || d <= 0) throw new FormError(at, 'a ratio such as "1/2"');
    return { n: toInt(match[1] ?? '0'), d };
  },
};

function toInt(digits: string): Int {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

/** Objects that others refer to, by their place in a list. */
export class References<T> implements Form<T> {
  readonly #known: T[];
  readonly #places = new Map<T, number>();

  constructor(known: readonly T[] = []) {
    this.#known = [...known];
    for (const [place, one] of known.entries()) this.#places.set(one, place);
  }

  /** All that were known or met in writing. */
  get list(): readonly T[] {
    return this.#known;
  }

  write(one: T): number {
    const place = this.#places.get(one) ?? this.#known.push(one) - 1;
    this.#places.set(one, place);
    return place;
  }

  read(plain: unknown, at: string): T {
    const one = typeof plain === 'number' ? this.#known[plain] : undefined;
    if (one === undefined) throw new FormError(at, 'a place in its list');
    return one;
  }
}
