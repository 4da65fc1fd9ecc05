import type { CatchUp } from '../../core/orders/missed.ts';
import type { ConfigFile } from '../schema/config-schema.ts';
import type { Cursor } from './cursor.ts';
import { readDuration, readPercent } from './read-scalars.ts';

type Bounds = Exclude<ConfigFile['catch_up'], string>;

/** `ask`, or what bounds the entries that were missed. */
export function readCatchUp(cursor: Cursor<ConfigFile['catch_up']>): CatchUp {
  if (cursor.word(['ask']) === 'ask') return 'ask';
  const bounds = cursor as Cursor<Bounds>;
  return {
    maxAgeMs: readDuration(bounds.get('max_age'), 1),
    maxDeviation: readPercent(bounds.get('max_deviation')),
  };
}
