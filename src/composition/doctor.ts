/** What stands between this machine and the first live order. It looks, and changes nothing. */
import { existsSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Environment } from '../config/credentials/environment.ts';
import { isOnlineCode } from '../config/findings/codes.ts';
import type { Finding } from '../config/findings/finding.ts';
import { type LoadResult, loadConfig } from '../config/load-config.ts';
import { askEngine } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import { formatIstTime, toIstSeconds } from '../core/ist-time.ts';
import { openJournal } from '../journal/journal.ts';
import { assertWritable } from '../journal/private-files.ts';
import { validateOnline } from './validate-online.ts';

export interface DoctorCheck {
  readonly check:
    | 'node'
    | 'configuration'
    | 'env_file'
    | 'mode'
    | 'broker'
    | 'logs'
    | 'disk'
    | 'engine'
    | 'journal'
    | 'market';
  readonly state: 'ok' | 'warning' | 'failed' | 'not_checked';
  readonly says: string;
  /** What to do; null where there is nothing. */
  readonly next: string | null;
}

export interface DoctorOptions {
  readonly configFile: string;
  readonly logsFolder: string;
  readonly online: boolean;
  readonly environment: Environment;
  readonly nodeVersion: string;
  readonly nowMs: number;
  readonly onNote: (text: string) => void;
}

const LEAST_NODE = [20, 19] as const;
/** A day of recording, journal and log is far below it. */
const LEAST_FREE_MB = 500;

export async function examine(options: DoctorOptions): Promise<readonly DoctorCheck[]> {
  const { configFile, environment, online, onNote } = options;
  const loaded = online
    ? await validateOnline(configFile, environment, onNote)
    : await loadConfig(configFile, { environment });
  const engine = await checkEngine(options);
  return [
    checkNode(options.nodeVersion),
    ...checkConfiguration(loaded),
    checkBroker(loaded, online),
    ...checkLogs(options.logsFolder),
    engine,
    engine.state === 'ok'
      ? checkJournal(options.logsFolder)
      : notChecked('journal', 'an engine has it open', null),
    checkMarket(options.nowMs),
  ];
}

/** 4 where only the broker stands in the way. */
export function doctorExitCode(checks: readonly DoctorCheck[]): 0 | 1 | 4 {
  const failed = checks.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return 0;
  return failed.every(({ check }) => check === 'broker') ? 4 : 1;
}

function ok(check: DoctorCheck['check'], says: string): DoctorCheck {
  return { check, state: 'ok', says, next: null };
}

function failed(check: DoctorCheck['check'], says: string, next: string): DoctorCheck {
  return { check, state: 'failed', says, next };
}

function notChecked(check: DoctorCheck['check'], says: string, next: string | null): DoctorCheck {
  return { check, state: 'not_checked', says, next };
}

function checkNode(version: string): DoctorCheck {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const next = `Install Node.js ${LEAST_NODE.join('.')} or newer.`;
  return isEnough ? ok('node', `Node.js ${version}`) : failed('node', `Node.js ${version} is too old`, next);
}

function checkConfiguration(loaded: LoadResult): DoctorCheck[] {
  const findings = loaded.ok ? loaded.config.findings : loaded.findings;
  const errors = findings.filter(({ severity, code }) => severity === 'error' && !isOnlineCode(code));
  const first = errors[0];
  if (first) {
    const says = `${errors.length === 1 ? 'an error' : `${errors.length} errors`}, the first: ${first.message}`;
    return [failed('configuration', says, '`copytrade validate --env` shows them with their places.')];
  }
  const exposed = findings.find(({ code }) => code === 'env-file-exposed');
  const env: DoctorCheck = exposed
    ? { check: 'env_file', state: 'warning', says: exposed.message, next: 'Run `chmod 600 .env`.' }
    : ok('env_file', 'nobody else can read `.env`');
  const valid = ok('configuration', 'the file is valid, and its credentials are there');
  return loaded.ok ? [valid, env, checkMode(loaded.config.settings.mode)] : [valid, env];
}

function checkMode(mode: 'dry_run' | 'live'): DoctorCheck {
  if (mode === 'live') return ok('mode', 'the file says `mode: live`; `run` wants --live besides');
  const says = 'the file says `mode: dry_run`: nothing is placed';
  return { check: 'mode', state: 'warning', says, next: 'Write `mode: live` when you mean it.' };
}

/** Session, clock, funds, registered address and the day's instruments. */
function checkBroker(loaded: LoadResult, online: boolean): DoctorCheck {
  if (!online)
    return notChecked('broker', 'login, clock, funds and address', 'Say --online; no order is placed.');
  const findings: readonly Finding[] = loaded.ok ? loaded.config.findings : loaded.findings;
  const troubles = findings.filter(({ code }) => isOnlineCode(code));
  const first = troubles[0];
  if (!first) return ok('broker', 'all accounts log in, and orders may come from here');
  const says = troubles.map(({ message }) => message).join(' ');
  return {
    check: 'broker',
    state: first.severity === 'error' ? 'failed' : 'warning',
    says,
    next: '`copytrade validate --online` shows each with its place.',
  };
}

function checkLogs(folder: string): DoctorCheck[] {
  const there = nearestThere(resolve(folder));
  try {
    assertWritable(there);
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return [failed('logs', says, 'Name a folder that this user may write to by --logs.')];
  }
  const { bavail, bsize } = statfsSync(there);
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  const disk =
    freeMb >= LEAST_FREE_MB
      ? ok('disk', `${freeMb} MB are free`)
      : failed(
          'disk',
          `only ${freeMb} MB are free`,
          'Make room: a journal that cannot be written stops the engine.',
        );
  return [ok('logs', `${folder} can be ${there === resolve(folder) ? 'written' : 'made'}`), disk];
}

/** The folder itself, or the nearest above it that is there. */
function nearestThere(path: string): string {
  return existsSync(path) ? path : nearestThere(dirname(path));
}

async function checkEngine({ logsFolder }: DoctorOptions): Promise<DoctorCheck> {
  try {
    await askEngine({ logsFolder, mode: null }, { verb: 'status', follower: null });
    const next = '`copytrade status` shows it, `copytrade stop` ends it.';
    return { check: 'engine', state: 'warning', says: 'an engine runs in this folder', next };
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    if (error.code === 'NO_ENGINE') return ok('engine', 'no other engine runs in this folder');
    return { check: 'engine', state: 'warning', says: error.message, next: error.next };
  }
}

function checkJournal(folder: string): DoctorCheck {
  const path = join(folder, 'journal.db');
  if (!existsSync(path)) return ok('journal', 'there is none yet: the first live run begins one');
  try {
    const journal = openJournal(path, { redact: (text) => text });
    const live = journal.liveIntents().length;
    journal.close();
    return ok(
      'journal',
      live === 0 ? 'it can be read' : `it can be read; ${live} orders in it have not ended`,
    );
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return failed('journal', says, 'Keep the file; docs/operations.md, "Restart", says what to do.');
  }
}

const OPENS = '09:15:00';
const CLOSES = '15:30:00';

function checkMarket(nowMs: number): DoctorCheck {
  const seconds = toIstSeconds(nowMs);
  const time = formatIstTime(seconds).slice(11);
  const weekday = new Date(seconds * 1000).getUTCDay();
  const isOpen = weekday >= 1 && weekday <= 5 && time >= OPENS && time < CLOSES;
  if (isOpen)
    return ok('market', `${time} in India, within the hours of NSE and BSE (holidays are not known)`);
  const next = 'Orders that are placed now wait for the exchange to open.';
  return { check: 'market', state: 'warning', says: `${time} in India: NSE and BSE are closed`, next };
}
