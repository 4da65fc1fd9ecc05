import type { InstrumentRecord } from '../../core/orders/instrument.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { ErrorPlaces } from '../findings/error-places.ts';
import type { Cursor } from '../meaning/cursor.ts';
import type { ConfigFile } from '../schema/config-schema.ts';
import type { RuleFile, RulesFile } from '../schema/rule-schema.ts';
import type { Settings } from '../settings.ts';
import { type Terms, termsOf } from './region.ts';

/** A configuration as it was read, and where each part of it stands. */
export interface AnalysedConfig {
  readonly cursor: Cursor<ConfigFile>;
  /** Aligned with `policy.rules`. */
  readonly ruleCursors: readonly Cursor<RuleFile>[];
  readonly policy: Policy;
  /** What the match of each rule asks for; aligned with `policy.rules`. */
  readonly terms: readonly Terms[];
  readonly settings: Settings;
  /** Whether a part has no error in it, so that it was read as it is meant. */
  readonly isSound: (part: AnyCursor) => boolean;
  /** Whether all rules are known: no file of them is missing. */
  readonly hasAllRules: boolean;
  /** The instruments that there are; null where nobody asked. */
  readonly instruments: readonly InstrumentRecord[] | null;
}

type AnyCursor = Pick<Cursor<unknown>, 'node' | 'isStated' | 'reading'>;

export interface ConfigReading
  extends Pick<AnalysedConfig, 'cursor' | 'policy' | 'settings' | 'hasAllRules' | 'instruments'> {
  readonly included: readonly Cursor<RulesFile>[];
  readonly errors: ErrorPlaces;
}

export function toAnalysedConfig({ included, errors, ...read }: ConfigReading): AnalysedConfig {
  const ofFile = read.cursor.get('rules').items();
  const ofIncludes = included.flatMap((file) => file.get('rules').items());
  const isSound = ({ node, isStated, reading }: AnyCursor): boolean =>
    node === null ? !isStated : !errors.isWithin(reading.source, node);
  const terms = read.policy.rules.map(({ match }) => termsOf(match));
  return { ...read, terms, isSound, ruleCursors: [...ofFile, ...ofIncludes] };
}
