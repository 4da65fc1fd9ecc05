/** The real engine, put together as `composeRun` does it, on one process's clock, files and network. */
import { join } from 'node:path';
import { openAngelOneAccount } from '../../src/brokers/angelone/open-account.ts';
import type { BrokerAccount } from '../../src/brokers/port.ts';
import { compileConfig, type LoadedConfig } from '../../src/config/compile-config.ts';
import { describeChanges } from '../../src/config/describe-changes.ts';
import type { AccountSettings } from '../../src/config/settings.ts';
import { ShapeValidators } from '../../src/config/shape/shape-validators.ts';
import type { InstrumentMaster } from '../../src/core/orders/instrument.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineObserver } from '../../src/engine/events.ts';
import type { Ask } from '../../src/engine/steering/confirmations.ts';
import { ensurePrivateDirectory, formatStamp } from '../../src/journal/private-files.ts';
import { createRecordsFile } from '../../src/journal/records-file.ts';
import { toSessionInput } from '../../src/replay/recording/recorded-inputs.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { Secret } from '../../src/secrets/secret.ts';
import type { SampleAccount } from '../../src/simulator/accounts/sample-accounts.ts';
import type { Random } from '../../src/simulator/random.ts';
import { type MortalJournal, MortalRecording, openJournalFile } from './mortal-files.ts';
import { type Network, NetworkTransport } from './network.ts';
import { openNetworkSocket } from './network-socket.ts';
import type { ProcessLife } from './process-life.ts';
import { journalOf, type Sabotage, sabotageAccount } from './sabotage.ts';

export interface Machine {
  readonly folder: string;
  readonly network: Network;
  readonly accounts: readonly SampleAccount[];
  readonly instruments: InstrumentMaster;
  readonly config: LoadedConfig;
  readonly random: Random;
  readonly observe: EngineObserver;
  /** A commit to the disk: what it takes. */
  readonly commit: () => void;
  readonly sabotage: Sabotage | null;
  /** Null: there is no terminal. */
  readonly ask: Ask | null;
}

export interface Booted {
  readonly engine: Engine;
  readonly journal: MortalJournal;
  readonly recording: string;
  /** To be called once the process has ended, however it ended. */
  reap(): void;
}

export const VALIDATORS = new ShapeValidators();

/** A run begins with the same few files again and again: at each start, and for each recording that is verified. */
const COMPILED = new Map<string, LoadedConfig>();
const MOST_COMPILED = 8;

/** @throws where the text is no config */
export function compile(text: string): LoadedConfig {
  const known = COMPILED.get(text) ?? compileAnew(text);
  if (COMPILED.size >= MOST_COMPILED) COMPILED.clear();
  COMPILED.set(text, known);
  return known;
}

function compileAnew(text: string): LoadedConfig {
  const result = compileConfig([{ path: 'copytrade.yaml', text }], VALIDATORS);
  if (!result.ok) throw new Error(result.findings.map(({ message }) => message).join('\n'));
  return result.config;
}

export function bootEngine(machine: Machine, life: ProcessLife): Booted {
  const { folder, config, instruments, observe, commit, sabotage, ask } = machine;
  const { clock } = life;
  ensurePrivateDirectory(folder);
  const redactor = new Redactor();
  const redact = (text: string) => redactor.redactData(text);
  const file = openJournalFile(join(folder, 'journal.db'));
  const Kind = journalOf(sabotage);
  const journal = new Kind(file, { life, commit }, redact);
  const startedAtMs = clock.now();
  const recording = new MortalRecording(folder, startedAtMs, redact, life);
  const recordsFile = createRecordsFile(folder, startedAtMs, redact);
  const engine: Engine = new Engine({
    clock,
    config,
    mode: 'live',
    session: formatStamp(startedAtMs),
    openAccount: (settings) => Promise.resolve(openAccount(settings, machine, { life, redactor, journal })),
    instruments,
    journal,
    recording,
    recordsFile,
    logFile: '',
    observe: (event) => {
      if (!life.isDead) observe(event);
    },
    redact,
    compile: (recorded) => compile(recorded.files[0]?.text ?? ''),
    readInput: toSessionInput,
    ask,
    describeChanges,
  });
  const reap = () => {
    journal.reap();
    recording.close();
    recordsFile.close();
  };
  return { engine, journal, recording: recording.path, reap };
}

function openAccount(
  settings: AccountSettings,
  { network, accounts, instruments, random, sabotage }: Machine,
  { life, redactor, journal }: { life: ProcessLife; redactor: Redactor; journal: MortalJournal },
): BrokerAccount {
  const sample = accounts.find(({ role }) => role === settings.name);
  if (!sample) throw new Error(`there is no account ${settings.name}`);
  const { clientCode, pin, totpSecret, apiKey } = sample.options;
  const account = openAngelOneAccount({
    credentials: {
      apiKey: new Secret(apiKey),
      clientId: clientCode,
      password: new Secret(pin),
      totpSecret: new Secret(totpSecret),
    },
    redactor,
    clock: life.clock,
    random: () => random.next(),
    findSymbolToken: (exchange, symbol) => instruments.bySymbol(exchange, symbol)?.symbolToken ?? null,
    way: {
      transport: new NetworkTransport(network, life, clientCode),
      openSocket: (target) => openNetworkSocket(network, life, target, clientCode),
    },
  });
  const plannedOf = (tag: string) => journal.plannedOf(tag);
  return sabotageAccount(account, { sabotage, role: sample.role, plannedOf });
}
