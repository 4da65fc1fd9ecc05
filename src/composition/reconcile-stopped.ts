/** What `copytrade reconcile` goes by where no engine runs: the journal, and the accounts themselves. */
import { join } from 'node:path';
import type { LoadedConfig } from '../config/compile-config.ts';
import { type Environment, readEnvironment } from '../config/credentials/environment.ts';
import type { ReconcileWish } from '../control/protocol.ts';
import type { ReconcileReply } from '../control/replies.ts';
import type { Clock } from '../engine/clock.ts';
import type { Offer } from '../engine/positions/reconcile.ts';
import { StoppedLedger } from '../engine/positions/stopped-ledger.ts';
import { openJournal } from '../journal/journal.ts';
import { toSessionInput } from '../replay/recording/recorded-inputs.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { AccountLocks } from './account-locks.ts';
import { compileRecorded, journalName } from './compose-run.ts';
import { loadInstruments } from './load-instruments.ts';
import { accountOpener, readAddresses } from './open-accounts.ts';
import { PriceBoard } from './price-board.ts';
import { reconcileRequest, toReconcileReply } from './reconcile-reply.ts';

export interface StoppedOptions {
  readonly config: LoadedConfig;
  readonly logsFolder: string;
  /** Null: all. */
  readonly follower: string | null;
  readonly environment: Environment;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Hears what keeps an account waiting, and what could not be had. */
  readonly onNote: (text: string) => void;
}

export interface Stopped {
  /** @throws EngineError where there is no such follower, or what the user has agreed to needs an engine */
  ask(wish: ReconcileWish): Promise<ReconcileReply>;
  /** @throws EngineError where what is offered needs an engine */
  assertCanMend(reply: Pick<ReconcileReply, 'offers'>): void;
  /** Logs out, and lets engines have journal and accounts again. */
  close(): Promise<void>;
}

export function liveJournalOf(logsFolder: string): string {
  return join(logsFolder, journalName('live'));
}

/**
 * Holds the journal and the accounts, so that no engine starts beside.
 * @throws JournalError, EngineError
 */
export async function openStoppedLedger(options: StoppedOptions): Promise<Stopped> {
  const { config, redactor, clock, follower, onNote } = options;
  const { folder } = config.settings;
  const redact = (text: string) => redactor.redactData(text);
  const journal = openJournal(liveJournalOf(options.logsFolder), { redact });
  const locks = new AccountLocks();
  const release = () => {
    journal.close();
    locks.release();
  };
  try {
    const environment = async () => (await readEnvironment(folder, options.environment)).environment;
    const addresses = readAddresses(await environment());
    const instruments = await loadInstruments({
      ...options,
      baseUrl: addresses.baseUrl,
      nowMs: clock.now(),
      signal: new AbortController().signal,
    });
    const prices = new PriceBoard();
    const opener = { environment, folder, addresses, redactor, clock, instruments, prices, locks, onNote };
    const ledger = await StoppedLedger.open({
      clock,
      config,
      instruments,
      journal,
      redact,
      openAccount: accountOpener(opener),
      compile: compileRecorded,
      readInput: toSessionInput,
    });
    const by = { engine: 'stopped', behind: ledger.behind } as const;
    return {
      ask: async (reconcile) => {
        const request = { verb: 'reconcile', follower, reconcile } as const;
        return toReconcileReply(await ledger.reconcile(reconcileRequest(request)), request, by);
      },
      assertCanMend: ({ offers }) => ledger.assertCanMend(offers.map(toOffered)),
      close: async () => {
        await ledger.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function toOffered({ kind, follower, symbol, units }: ReconcileReply['offers'][number]) {
  return { kind, follower, tradingSymbol: symbol, units } satisfies Partial<Offer>;
}
