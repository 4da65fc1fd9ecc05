import { hash } from 'node:crypto';
import type { IstDay } from '../../core/ist-time.ts';

/** What one order of ours is for. The same purpose always has the same tag. */
export interface OrderPurpose {
  readonly day: IstDay;
  /** The master order's name for good. */
  readonly orderKey: string;
  readonly follower: string;
  readonly revision: number;
  readonly slice: number;
  /** 0; above where an order goes again in the place of one that the broker never had. */
  readonly attempt: number;
}

const TAG_CHARACTERS = 13;
const SPACE = 36n ** BigInt(TAG_CHARACTERS);

/**
 * The order tag: our idempotency key at a broker that has none. `ct` and 13 of `0-9a-z`: 67 bits of a SHA-256, within
 * the 19 characters that SmartAPI takes.
 */
export function orderTag(purpose: OrderPurpose): string {
  const { day, orderKey, follower, revision, slice, attempt } = purpose;
  const digest = hash('sha256', JSON.stringify([day, orderKey, follower, revision, slice, attempt]), 'hex');
  const number = BigInt(`0x${digest}`) % SPACE;
  return `ct${number.toString(36).padStart(TAG_CHARACTERS, '0')}`;
}
