/** Section 2: the file as the parser gives it. Only what deciding needs. */
export type Scalar = string | number;
export type ListOf<T> = T | readonly T[];

export interface Match {
  readonly symbol?: ListOf<Scalar>;
  readonly underlying?: ListOf<Scalar>;
  readonly exchange?: ListOf<string>;
  readonly instrument?: ListOf<string>;
  readonly side?: ListOf<string>;
  readonly order_type?: ListOf<string>;
  readonly product?: ListOf<string>;
  readonly variety?: ListOf<string>;
  readonly tag?: ListOf<Scalar>;
  readonly quantity?: ListOf<Scalar>;
  readonly lots?: ListOf<Scalar>;
  readonly price?: ListOf<Scalar>;
  readonly value?: ListOf<Scalar>;
  readonly strike?: ListOf<Scalar>;
  readonly days_to_expiry?: ListOf<Scalar>;
  readonly time?: ListOf<string>;
  readonly any?: readonly Match[];
  readonly not?: Match;
}

export interface Filters {
  readonly exchanges?: ListOf<string>;
  readonly symbols?: { readonly allow?: ListOf<Scalar>; readonly block?: ListOf<Scalar> };
  readonly instruments?: ListOf<string>;
  readonly order_types?: ListOf<string>;
  readonly products?: ListOf<string>;
  readonly sides?: ListOf<string>;
  readonly time?: ListOf<string>;
}

export interface QuantityTerms {
  readonly multiplier?: number;
  readonly fixed?: number;
  readonly lots?: number;
  readonly capital_ratio?: number;
  readonly round?: 'down' | 'nearest' | 'up';
  readonly min?: number;
  readonly max?: number;
}

interface FullQuantity extends QuantityTerms {
  readonly overrides?: readonly (QuantityTerms & { readonly match: Match })[];
}

export type Quantity = 'mirror' | FullQuantity;

export interface Execution {
  readonly as?: 'auto' | 'same' | 'limit' | 'market';
  readonly slippage?: string;
  readonly max_age?: string;
}

export interface Limits {
  readonly max_order_value?: number;
  readonly max_orders_per_day?: number;
  readonly daily_loss?: number;
}

interface Settings {
  readonly quantity?: Quantity;
  readonly execution?: Execution;
  readonly limits?: Limits;
}

interface Follower extends Settings {
  readonly enabled?: boolean;
  readonly capital?: number;
  readonly filters?: Filters;
}

export interface Rule extends Settings {
  readonly id: string;
  readonly followers?: readonly string[];
  readonly match: Match;
  readonly skip?: boolean;
}

export interface Config {
  readonly copy_on?: 'complete' | 'fill' | 'placed';
  readonly master?: { readonly capital?: number };
  readonly filters?: Filters;
  readonly defaults?: Settings;
  readonly followers: Readonly<Record<string, Follower>>;
  readonly rules?: readonly Rule[];
}

/** "a list means any of". */
export function listOf<T>(value: ListOf<T>): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
