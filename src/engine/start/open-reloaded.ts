/** The accounts of a new config beside those that are in use: an account in use is never exchanged for another one. */
import type { AccountSettings } from '../../config/settings.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import type { DeskFloor, OpenedFollower } from '../copies/desk-floor.ts';
import { EngineError } from '../engine-error.ts';
import type { EngineParts } from '../engine-parts.ts';
import type { Following } from '../master/follow-master.ts';
import { liveFollowersOf, openFollowers } from './open-floor.ts';
import type { Reloaded } from './open-holders.ts';

/**
 * The accounts of live followers that have no desk yet; null where the engine was stopped meanwhile.
 * @throws EngineError where credentials cannot be read, or a name would mean another account
 */
export async function openReloaded(
  { before, config, accounts, isOver }: Reloaded,
  { master, copier }: Pick<Following, 'master' | 'copier'>,
  floor: DeskFloor,
  parts: EngineParts,
): Promise<readonly OpenedFollower[] | null> {
  const { settings } = config;
  if (!isSameAccount(before.settings.master, settings.master))
    await assertIs(settings.master, master, parts.openAccount);
  for (const follower of liveFollowersOf(config)) {
    const known = before.settings.followers.find(({ name }) => name === follower.name);
    const gate = floor.deskOf(follower.name)?.gate;
    if (gate && known && !isSameAccount(known, follower)) await assertIs(follower, gate, parts.openAccount);
  }
  const opened = await openFollowers(config, master.broker.clientCode, floor, parts);
  if (!isOver()) accounts.join(opened, copier.session.book);
  else await Promise.all(opened.map(({ broker }) => broker.close()));
  return isOver() ? null : opened;
}

/** Whether it is where it was; what is there may have changed, and counts from the next start on. */
function isSameAccount(before: AccountSettings, after: AccountSettings): boolean {
  const placeOf = ({ broker, credentials }: AccountSettings) => JSON.stringify([broker, credentials]);
  return placeOf(before) === placeOf(after);
}

async function assertIs(
  settings: AccountSettings,
  gate: AccountGate,
  openAccount: EngineParts['openAccount'],
): Promise<void> {
  const broker = await openAccount(settings);
  const isSame = broker.clientCode.toUpperCase() === gate.broker.clientCode.toUpperCase();
  await broker.close();
  if (isSame) return;
  throw new EngineError(
    'CREDENTIALS',
    `the credentials of ${settings.name} are another account's than the one in use`,
    'An account is changed by starting the engine anew.',
  );
}
