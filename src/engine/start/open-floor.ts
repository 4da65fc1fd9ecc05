/** Which accounts are opened: those of live followers, and those that still hold copies. */
import type { OrderReading } from '../../brokers/port.ts';
import type { LoadedConfig } from '../../config/compile-config.ts';
import type { FollowerSettings } from '../../config/settings.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import type { KnownAccounts } from '../accounts/known-accounts.ts';
import { BOUNDS } from '../bounds.ts';
import type { DeskFloor, OpenedFollower } from '../copies/desk-floor.ts';
import { areFollowed } from '../copies/followed-rows.ts';
import type { EngineParts } from '../engine-parts.ts';
import { type Opening, readOpening } from '../master/opening.ts';
import { holdersBeyond, holdersOf, type RestoredState } from '../record/saved-state.ts';
import { openHolder } from './open-holders.ts';
import { practise } from './practice.ts';

interface OpenedFrom {
  readonly saved: RestoredState | null;
  readonly config: LoadedConfig;
  readonly accounts: KnownAccounts;
}

/**
 * Logs the followers in, and reads meanwhile what the master holds: neither needs the other. One that is not in within
 * its time keeps nobody waiting; what is decided for it waits for its login.
 * @throws EngineError where the master cannot be read, or a follower's credentials cannot; both have ended by then
 */
export async function openFloor(
  from: OpenedFrom,
  floor: DeskFloor,
  master: AccountGate,
  parts: OpeningParts,
): Promise<Opening> {
  const { saved } = from;
  const isFollowed =
    saved && ((readings: readonly OrderReading[]) => areFollowed(saved.book, readings, parts.redact));
  const underWay = Promise.allSettled([
    readOpening(master, isFollowed),
    openDesks(from, floor, master.broker.clientCode, parts),
  ]);
  practise(from.config.policy, parts.clock.now());
  const [opening, desks] = await underWay;
  if (desks.status === 'rejected') throw desks.reason;
  if (opening.status === 'rejected') throw opening.reason;
  return opening.value;
}

async function openDesks(
  from: OpenedFrom,
  floor: DeskFloor,
  masterClientCode: string,
  parts: OpeningParts,
): Promise<void> {
  const opened = await openFollowers(from.config, masterClientCode, floor, parts);
  from.accounts.settle(from.saved, opened);
  floor.knowHolders(holdersOf(from.saved));
  floor.open(opened);
  const holders = parts.mode === 'live' ? holdersBeyond(from.saved, from.config) : [];
  for (const holder of holders)
    await openHolder({ ...from, holder, isOver: () => false }, masterClientCode, floor, parts);
  const done = new AbortController();
  await Promise.race([floor.loggedIn(), parts.clock.sleep(BOUNDS.startLoginMs, done.signal)]);
  done.abort();
}

export function liveFollowersOf({ settings }: LoadedConfig): readonly FollowerSettings[] {
  return settings.followers.filter(({ enabled, mode }) => enabled && mode === 'live');
}

type OpeningParts = Pick<EngineParts, 'mode' | 'openAccount' | 'observe' | 'clock' | 'redact'>;

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
