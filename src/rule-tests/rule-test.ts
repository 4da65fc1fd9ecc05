/** A test of a configuration as the file says it, read and checked. */
import type { Cursor } from '../config/meaning/cursor.ts';
import type { MasterPosition } from '../core/copy-session.ts';
import type { Ratio } from '../core/exact.ts';
import type { IstDay } from '../core/ist-time.ts';
import type { InstrumentRecord } from '../core/orders/instrument.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import type { Facts } from './decision-facts.ts';

export interface RuleTest {
  readonly name: string;
  readonly at: Place;
  readonly subject: SubjectName;
  readonly given: Given;
  readonly orders: readonly TestOrder[];
}

/** Where something stands in the file: findings are reported there. */
export type Place = Cursor<unknown>;

/** What is tested. Paths are relative to where the command runs. */
export type SubjectName =
  | { readonly kind: 'config'; readonly path: string }
  /** Rule files alone, for one follower that mirrors. */
  | { readonly kind: 'rules'; readonly paths: readonly string[] };

/** What is so before the first order. */
export interface Given {
  readonly day: IstDay;
  /** Seconds since midnight in India. */
  readonly second: number;
  /** The master's. */
  readonly positions: readonly MasterPosition[];
  /** By account; the master's name is `''`. */
  readonly capital: ReadonlyMap<string, Ratio>;
  /** Units, by underlying in upper case. */
  readonly lotSizes: ReadonlyMap<string, number>;
  readonly instruments: readonly InstrumentRecord[];
}

export interface TestOrder {
  readonly snapshot: OrderSnapshot;
  readonly expectations: readonly FollowerExpectations[];
}

export interface FollowerExpectations {
  /** Null: every follower. */
  readonly follower: string | null;
  readonly at: Place;
  /** One a decision, in their order; none where nothing is decided. */
  readonly decisions: readonly Expectation[];
}

/** What is stated of one decision; the rest may be anything. */
export interface Expectation {
  readonly facts: Facts;
  readonly at: Place;
}
