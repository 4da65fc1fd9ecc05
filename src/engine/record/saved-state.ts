/** The state that a restart goes on from: the last snapshot, and the inputs since then decided again. */
import type { Json } from '../../brokers/port.ts';
import type { LoadedConfig } from '../../config/compile-config.ts';
import type { FollowerSettings } from '../../config/settings.ts';
import type { Book } from '../../core/book/book.ts';
import { holdsCopies, succeedPolicy } from '../../core/book/retiring.ts';
import { CopySession, type SessionInput } from '../../core/copy-session.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { BookSaver } from '../../core/saving/book-saver.ts';
import { fromSnapshot } from '../../core/saving/book-snapshot.ts';
import type { SnapshotParts } from '../../journal/input-table.ts';
import type { Journal } from '../../journal/journal.ts';
import { InstrumentTable, LayeredInstruments } from '../../journal/recording/recorded-instruments.ts';
import { decodeLine } from '../../journal/recording/recording-format.ts';
import type { RecordedConfig, RecordingLine } from '../../journal/recording/recording-line.ts';
import { toInstrumentRecord } from '../../journal/recording/session-lines.ts';
import type { SavedAccounts } from '../accounts/account-names.ts';
import { EngineError } from '../engine-error.ts';
import type { RunMode } from '../events.ts';

export interface SavedState {
  readonly book: Book;
  /** The policy that was in force last. */
  readonly policy: Policy;
  /**
   * The config in force comes last. Before it stand those that still name followers which a later one dropped while
   * they held copies: their policies have to be rebuilt from somewhere.
   */
  readonly configs: readonly [RecordedConfig, ...RecordedConfig[]];
  readonly confirm: boolean;
  /** How each follower was run. */
  readonly modes: Record<string, RunMode>;
  /** Which account each name was; null in what was written before that was kept. */
  readonly accounts: SavedAccounts | null;
}

/** A state as it was read, with the accounts of all followers that it names. */
export interface RestoredState extends SavedState {
  readonly followers: readonly FollowerSettings[];
}

export interface StateReaders {
  readonly instruments: InstrumentMaster;
  /** Compiles a config from its texts; null where it no longer compiles. */
  readonly compile: (config: RecordedConfig) => LoadedConfig | null;
  /** The input that a line records. */
  readonly readInput: (line: RecordingLine) => SessionInput | null;
}

interface SnapshotBody {
  readonly configs: readonly [RecordedConfig, ...RecordedConfig[]];
  readonly confirm: boolean;
  readonly modes: Record<string, RunMode>;
  /** Journals of before have none. */
  readonly accounts?: SavedAccounts;
  readonly book: Json;
}

/** A state as the journal keeps it. */
export interface StateTexts {
  readonly body: string;
  readonly parts: SnapshotParts;
}

export function writeState(state: SavedState, saver: BookSaver): StateTexts {
  const { configs, confirm, modes, accounts } = state;
  const { book, settled, goesOn } = saver.save(state.book);
  return {
    body: JSON.stringify({ configs, confirm, modes, ...(accounts ? { accounts } : {}), book }),
    parts: { added: settled.map((one) => JSON.stringify(one)), goesOn },
  };
}

/** @returns null where nothing was saved yet */
export function restoreState(journal: Journal, readers: StateReaders): RestoredState | null {
  try {
    return restoreFrom(journal, readers);
  } catch (error) {
    throw new EngineError(
      'STATE_UNREADABLE',
      `the state in ${journal.path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Keep the file for looking into, move it away, and check the followers’ positions before starting anew.',
      { cause: error },
    );
  }
}

function restoreFrom(journal: Journal, readers: StateReaders): RestoredState | null {
  const { snapshot, parts, inputs } = journal.loadState();
  if (snapshot === null) return null;
  const body = JSON.parse(snapshot) as SnapshotBody;
  let { configs, confirm } = body;
  // Lots, ticks and freezes may be others today: what was decided was decided with those of then.
  const recorded = new InstrumentTable();
  const instruments = new LayeredInstruments(recorded, readers.instruments);
  const session = new CopySession(
    policyOf(configs[0], readers),
    { live: true, fills: 'reported', instruments },
    { book: bookOf(body, parts), confirm },
  );
  for (const config of configs.slice(1)) takeConfig(session, config, { confirm, readers });
  for (const { body: text } of inputs) {
    const decoded = decodeLine(text);
    if (!decoded.ok) throw new Error(decoded.problem);
    const { line } = decoded;
    if (line.type === 'instrument') recorded.add(toInstrumentRecord(line));
    if (line.type === 'config') {
      confirm = line.confirm;
      takeConfig(session, line.config, { confirm, readers });
      configs = extendLineage(configs, line.config, session.book);
      continue;
    }
    const input = readers.readInput(line);
    if (input) session.accept(input);
  }
  const followers = followersOf(configs, readers);
  const { modes, accounts = null } = body;
  const policy = policyNow(session.book, configs, readers);
  return { book: session.book, policy, configs, confirm, modes, accounts, followers };
}

/** As a replay of what begins here rebuilds it: who retired and is flat by now is gone. */
function policyNow(book: Book, configs: SavedState['configs'], readers: StateReaders): Policy {
  let policy = policyOf(configs[0], readers);
  for (const config of configs.slice(1)) {
    const succession = succeedPolicy(book, policy, policyOf(config, readers));
    book.retiring = succession.retiring;
    policy = succession.policy;
  }
  return policy;
}

function bookOf({ book }: SnapshotBody, parts: readonly string[]): Book {
  return fromSnapshot(
    book,
    parts.map((part): Json => JSON.parse(part)),
  );
}

function takeConfig(
  session: CopySession,
  config: RecordedConfig,
  { confirm, readers }: { readonly confirm: boolean; readonly readers: StateReaders },
): void {
  session.accept({ kind: 'policy', policy: policyOf(config, readers), confirm });
}

/** As the last config that names each has it. */
function followersOf(configs: SavedState['configs'], readers: StateReaders): FollowerSettings[] {
  const byName = new Map<string, FollowerSettings>();
  for (const config of configs) {
    for (const follower of readers.compile(config)?.settings.followers ?? [])
      byName.set(follower.name, follower);
  }
  return [...byName.values()];
}

/**
 * Followers that hold what was placed for them, and that the config no longer runs live. They need their desk: nothing
 * may keep a copy in. One that is switched off is never touched, until the file names it no more.
 */
export function holdersBeyond(
  saved: RestoredState | null,
  config: LoadedConfig,
): readonly FollowerSettings[] {
  if (!saved) return [];
  const holders = holdersOf(saved);
  const named = new Map(config.settings.followers.map((follower) => [follower.name, follower] as const));
  return saved.followers
    .map((follower) => named.get(follower.name) ?? follower)
    .filter(({ name, enabled, mode }) => !named.has(name) || (enabled && mode !== 'live'))
    .filter(({ name }) => holders.has(name));
}

/** Followers that hold what was placed for them, whether or not they can be reached. */
export function holdersOf(saved: SavedState | null): ReadonlySet<string> {
  const names = Object.entries(saved?.modes ?? {}).flatMap(([name, mode]) => (mode === 'live' ? [name] : []));
  return new Set(names.filter((name) => saved !== null && holdsCopies(saved.book, name)));
}

/** The configs to keep once `config` is in force: it alone, unless followers retire that only earlier ones name. */
export function extendLineage(
  configs: SavedState['configs'],
  config: RecordedConfig,
  book: Book,
): SavedState['configs'] {
  return book.retiring.size === 0 ? [config] : [...configs, config];
}

function policyOf(config: RecordedConfig, readers: StateReaders): Policy {
  const compiled = readers.compile(config);
  if (compiled === null) throw new Error('the config that was in force does not compile any more');
  return compiled.policy;
}

export function toRecordedConfig(config: LoadedConfig): RecordedConfig {
  return { sha256: config.sha256, files: config.files };
}
