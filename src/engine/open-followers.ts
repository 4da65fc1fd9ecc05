/** Which accounts are opened: those of live followers, and those that still hold copies. */
import type { LoadedConfig } from '../config/compile-config.ts';
import type { FollowerSettings } from '../config/settings.ts';
import type { DeskFloor, OpenedFollower } from './desk-floor.ts';
import type { EngineParts } from './engine-parts.ts';
import { holdersBeyond, type RestoredState } from './saved-state.ts';

export function liveFollowersOf({ settings }: LoadedConfig): readonly FollowerSettings[] {
  return settings.followers.filter(({ enabled, mode }) => enabled && mode === 'live');
}

type OpeningParts = Pick<EngineParts, 'mode' | 'openAccount' | 'observe' | 'clock'>;

/** The accounts of live followers that have no desk yet. */
export function openFollowers(
  config: LoadedConfig,
  masterClientCode: string,
  floor: DeskFloor,
  { mode, openAccount }: OpeningParts,
): Promise<readonly OpenedFollower[]> {
  const live = mode === 'live' ? liveFollowersOf(config) : [];
  return floor.prepare(live, masterClientCode, openAccount);
}

/** Opens those that only have to get out. One that cannot be reached is shouted about; the others go on. */
export async function openHolders(
  from: { readonly saved: RestoredState | null; readonly config: LoadedConfig },
  masterClientCode: string,
  floor: DeskFloor,
  { mode, openAccount, observe, clock }: OpeningParts,
): Promise<void> {
  if (mode !== 'live') return;
  for (const holder of holdersBeyond(from.saved, from.config)) {
    try {
      floor.open(await floor.prepare([holder], masterClientCode, openAccount));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const text = `it still holds copies and cannot be reached, so their exits cannot leave: ${why}`;
      observe({ type: 'escalation', atMs: clock.now(), account: holder.name, text });
    }
  }
}
