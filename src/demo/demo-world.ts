/** The demo's own world: a folder, a simulated broker with a master and two followers, the file. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../config/credentials/environment.ts';
import {
  createSampleAccounts,
  type SampleAccount,
  toEnvironment,
} from '../simulator/accounts/sample-accounts.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import type { Accounts } from './check-session.ts';
import { DEMO_CONFIG } from './demo-config.ts';
import { FOLLOWERS } from './scene.ts';
import type { DemoContracts } from './scenes.ts';

const FUNDS_RUPEES = 1_000_000;

export interface DemoWorld {
  readonly folder: string;
  readonly configFile: string;
  readonly logsFolder: string;
  readonly simulator: Simulator;
  readonly accounts: Accounts;
  readonly contracts: DemoContracts;
  /** All that the engine is told of its surroundings: the simulator's addresses and credentials, no others. */
  readonly environment: Environment;
}

/** The demo has nowhere to put its files. */
export class DemoFolderError extends Error {
  readonly next = 'Set TMPDIR to one that can be written.';

  constructor(cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    super(`No folder can be made for it (${code})`, { cause });
  }
}

/** @throws DemoFolderError where no temporary folder can be made; nothing is left open then */
export async function createDemoWorld(seed: number): Promise<DemoWorld> {
  const folder = await makeFolder();
  const samples = createSampleAccounts(seed, { followers: FOLLOWERS.length, funds: FUNDS_RUPEES });
  const simulator = await startSimulator({ accounts: samples.map(({ options }) => options), seed });
  try {
    const configFile = join(folder, 'copytrade.yaml');
    await writeFile(configFile, DEMO_CONFIG);
    return {
      folder,
      configFile,
      logsFolder: join(folder, 'logs'),
      simulator,
      accounts: findAccounts(simulator, samples),
      contracts: findContracts(simulator),
      environment: describeEnvironment(simulator, samples),
    };
  } catch (error) {
    await simulator.close();
    throw error;
  }
}

/** For the owner only (0700), as mkdtemp makes it. */
async function makeFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'copytrade-demo-'));
  } catch (error) {
    throw new DemoFolderError(error);
  }
}

export async function removeFolder({ folder }: DemoWorld): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

function findAccounts(simulator: Simulator, samples: readonly SampleAccount[]): Accounts {
  const of = (role: string) => {
    const sample = samples.find((one) => one.role === role);
    if (!sample) throw new Error(`the simulator has no ${role}`);
    return simulator.account(sample.options.clientCode);
  };
  return { master: of('master'), follower1: of('follower1'), follower2: of('follower2') };
}

/** The first call of each index; their names hold the expiry, which moves with the day. */
function findContracts({ instruments }: Simulator): DemoContracts {
  const callOf = (index: string) => {
    const row = instruments.find(({ name, symbol }) => name === index && symbol.endsWith('CE'));
    if (!row) throw new Error(`the simulator has no option of ${index}`);
    return row.symbol;
  };
  return { nifty: callOf('NIFTY'), finnifty: callOf('FINNIFTY') };
}

function describeEnvironment(simulator: Simulator, samples: readonly SampleAccount[]): Environment {
  return Object.assign(
    { SMARTAPI_URL: simulator.url, SMARTAPI_ORDER_FEED_URL: simulator.orderFeedUrl },
    ...samples.map(toEnvironment),
  );
}
