/** All that runs beside the copier once the master is followed. */
import type { BrokerError } from '../../brokers/port.ts';
import type { LoadedConfig } from '../../config/compile-config.ts';
import type { PlainInput } from '../../journal/recording/session-lines.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { FigureReader } from '../accounts/figures.ts';
import { LoginRetries } from '../accounts/login-retries.ts';
import { WarmAccounts } from '../accounts/warm-accounts.ts';
import type { Clock } from '../clock.ts';
import type { Copier } from '../copier.ts';
import type { DeskFloor } from '../copies/desk-floor.ts';
import type { EngineParts } from '../engine-parts.ts';
import type { EngineObserver } from '../events.ts';
import { PositionWatch } from '../positions/position-watch.ts';
import { Reconciler } from '../positions/reconcile.ts';
import type { SavedState } from '../record/saved-state.ts';
import { Confirmations } from '../steering/confirmations.ts';
import { EngineSteering } from '../steering/steering.ts';
import { MasterFeed, type MasterFeedEvents } from './master-feed.ts';
import { MasterIntake } from './master-intake.ts';
import { MissedOrders } from './missed-orders.ts';
import type { Opening } from './opening.ts';

/** What there is once the master is followed. */
export interface Following {
  readonly master: AccountGate;
  readonly copier: Copier;
  readonly intake: MasterIntake;
  readonly feed: MasterFeed;
  readonly figures: FigureReader;
  readonly positions: PositionWatch;
  readonly confirmations: Confirmations;
  readonly reconciler: Reconciler;
  readonly steering: EngineSteering;
  readonly retries: LoginRetries;
  readonly warmth: WarmAccounts;
  /** Of the master, until the engine ends. */
  readonly watches: Promise<unknown>;
}

export interface FollowParts
  extends Pick<EngineParts, 'clock' | 'ask' | 'observe' | 'openAccount' | 'instruments'> {
  readonly master: AccountGate;
  readonly copier: Copier;
  readonly floor: DeskFloor;
  readonly opening: Opening;
  readonly saved: SavedState | null;
  /** The config in force. */
  readonly config: () => LoadedConfig;
  readonly stopping: AbortSignal;
  readonly warn: (text: string) => void;
  /** An input has been taken. */
  readonly onTaken: () => void;
  /** Writes what waits for the journal. */
  readonly flush: () => void;
}

/** Opens the day; nothing is read on or told before `feed`, `figures`, `positions` and `warmth` are started. */
export async function followMaster(parts: FollowParts): Promise<Following> {
  const { master, copier, floor, clock, ask, observe, openAccount, warn, config } = parts;
  const take = (input: PlainInput) => copier.take(input);
  const confirmations = new Confirmations({ session: copier.session, ask, take, warn, clock });
  const onTaken = () => {
    confirmations.askWhatWaits();
    parts.onTaken();
  };
  const missed = new MissedOrders({
    ...parts,
    brokerNow: () => master.brokerNow(),
    settings: () => config().settings,
    readPrices: (instruments) => master.readPrices(instruments),
  });
  const onUnseen = (text: string) =>
    observe({ type: 'escalation', atMs: clock.now(), account: 'master', text, alert: 'ORDER_NOT_SEEN' });
  const signal = parts.stopping;
  const intake = new MasterIntake({ copier, master, clock, signal, missed, warn, onUnseen, onTaken });
  const gateOf = (name: string) => floor.deskOf(name)?.gate ?? null;
  const book = () => copier.session.book;
  const followers = () => config().settings.followers;
  const { flush, instruments } = parts;
  const steering = new EngineSteering({ clock, observe, copier, floor, followers, instruments, flush });
  // Before anything is decided: a follower that the file no longer says live of gets no entry that was missed.
  steering.takeModes();
  await intake.open(parts.opening, parts.saved ? { day: parts.saved.book.day } : null);
  const accounts = () => floor.accounts;
  const assertKnown = steering.assertKnown.bind(steering);
  const reconciler = new Reconciler({ clock, copier, master, accounts, assertKnown, flush: parts.flush });
  return {
    master,
    copier,
    intake,
    confirmations,
    feed: new MasterFeed(master, config().settings.master, clock, feedEvents(intake, { clock, observe })),
    figures: new FigureReader({ clock, config: config(), master, follower: gateOf, take }),
    positions: new PositionWatch({ clock, observe, book, accounts }),
    steering,
    reconciler,
    retries: new LoginRetries({ clock, observe, openAccount, master, floor, followers }),
    warmth: new WarmAccounts({ clock, accounts }),
    watches: Promise.all([intake.watchMidnight(), intake.watchConversions()]),
  };
}

function feedEvents(
  intake: MasterIntake,
  { clock, observe }: { readonly clock: Clock; readonly observe: EngineObserver },
): MasterFeedEvents {
  const tell = (
    what: 'push_up' | 'push_down' | 'poll_failed' | 'poll_recovered',
    error: BrokerError | null,
  ) => observe({ type: 'feed', atMs: clock.now(), what, error });
  return {
    onReading: (reading, via) => intake.take(reading, via),
    onMissed: (readings) => void intake.takeMissed(readings),
    onPollFailed: (error, times) => {
      // One failed poll is weather; the next one may be fine.
      if (times === 2) tell('poll_failed', error);
    },
    onPollRecovered: () => tell('poll_recovered', null),
    onPushConnected: () => tell('push_up', null),
    onPushDisconnected: (error) => tell('push_down', error),
  };
}
