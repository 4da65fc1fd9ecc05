/** The accounts of those that only have to get out: they hold copies, and the file no longer says live of them. */
import type { LoadedConfig } from '../../config/compile-config.ts';
import type { FollowerSettings } from '../../config/settings.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import type { KnownAccounts } from '../accounts/known-accounts.ts';
import type { DeskFloor } from '../copies/desk-floor.ts';
import type { EngineParts } from '../engine-parts.ts';

type OpeningParts = Pick<EngineParts, 'mode' | 'openAccount' | 'observe' | 'clock'>;

/** What a new config is taken up from. */
export interface Reloaded {
  readonly before: LoadedConfig;
  readonly config: LoadedConfig;
  readonly accounts: KnownAccounts;
  /** Whether the engine has been asked to stop: nothing is opened any more then. */
  readonly isOver: () => boolean;
}

/**
 * Opens those that hold copies and have no desk, for they were switched off or could not be reached at the start, where a
 * new config lets them get out.
 */
export async function openLateHolders(
  { before, config, accounts, isOver }: Reloaded,
  master: AccountGate,
  floor: DeskFloor,
  parts: OpeningParts,
): Promise<void> {
  if (parts.mode !== 'live') return;
  const { followers } = config.settings;
  const named = new Set(followers.map(({ name }) => name));
  const gone = before.settings.followers.filter(({ name }) => !named.has(name));
  const narrowed = followers.filter(({ enabled, mode }) => enabled && mode !== 'live');
  for (const holder of [...narrowed, ...gone]) {
    if (floor.modeOf(holder.name) !== 'live' || floor.deskOf(holder.name)) continue;
    await openHolder({ holder, accounts, isOver }, master.broker.clientCode, floor, parts);
  }
}

/** One that only has to get out. Where it cannot be reached it is shouted about; the others go on. */
export async function openHolder(
  { holder, accounts, isOver }: { readonly holder: FollowerSettings } & Pick<Reloaded, 'accounts' | 'isOver'>,
  masterClientCode: string,
  floor: DeskFloor,
  { openAccount, observe, clock }: OpeningParts,
): Promise<void> {
  try {
    const [opened] = await floor.prepare([holder], masterClientCode, openAccount);
    if (opened) accounts.assertHolder(opened);
    if (isOver()) await opened?.broker.close();
    else if (opened) floor.open([opened]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const text = `it still holds copies and cannot be reached, so their exits cannot leave: ${why}`;
    observe({ type: 'escalation', atMs: clock.now(), account: holder.name, text });
  }
}
