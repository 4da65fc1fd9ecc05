/** `copytrade doctor`: what stands between this machine and the first live order. */
import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doctorExitCode, examine } from '../../src/composition/doctor.ts';
import { expectToFit } from '../published-schema.ts';
import { createRig, type Rig } from './rig.ts';

/** A Monday, at ten in the morning in India. */
const MONDAY_MS = Date.UTC(2026, 10, 23, 4, 30, 0);

async function look(rig: Rig, changes: Partial<Parameters<typeof examine>[0]> = {}) {
  const checks = await examine({
    configFile: rig.configFile,
    logsFolder: rig.logs,
    online: false,
    environment: rig.environment,
    nodeVersion: '20.20.0',
    nowMs: MONDAY_MS,
    onNote: () => {},
    ...changes,
  });
  expectToFit('doctor', { checks });
  const states = Object.fromEntries(checks.map(({ check, state }) => [check, state]));
  return { states, code: doctorExitCode(checks), checks };
}

test('where all is well nothing stands in the way, and the journal of a run is fine', async () => {
  const rig = await createRig({ followers: 2 });
  await rig.start();
  await rig.stop();
  expect(await look(rig)).toMatchObject({
    code: 0,
    states: {
      node: 'ok',
      configuration: 'ok',
      env_file: 'ok',
      mode: 'ok',
      broker: 'not_checked',
      logs: 'ok',
      disk: 'ok',
      engine: 'ok',
      journal: 'ok',
      market: 'ok',
    },
  });
});

test('it looks, and makes nothing: a folder of logs that is not there yet can be made', async () => {
  const rig = await createRig({ followers: 2 });
  const { states, checks } = await look(rig, { logsFolder: join(rig.folder, 'a', 'logs') });
  expect([states.logs, states.disk, existsSync(join(rig.folder, 'a'))]).toEqual(['ok', 'ok', false]);
  expect(checks.find(({ check }) => check === 'logs')?.says).toBe(
    `${join(rig.folder, 'a', 'logs')} can be made`,
  );
});

test('what is wrong is named with what to do next', async () => {
  const rig = await createRig({ followers: 2 });
  await rig.start();
  await rig.stop();
  await writeFile(join(rig.logs, 'journal.db'), 'no database');
  await writeFile(join(rig.folder, '.env'), 'A=b\n');
  await chmod(join(rig.folder, '.env'), 0o644);
  const { PASSWORD: _, ...environment } = rig.environment;
  const night = MONDAY_MS + 12 * 3_600_000;
  const { code, states, checks } = await look(rig, { environment, nodeVersion: '18.2.0', nowMs: night });
  expect(code).toBe(1);
  expect(states).toMatchObject({
    node: 'failed',
    configuration: 'failed',
    journal: 'failed',
    market: 'warning',
  });
  expect(checks.every(({ state, next }) => state === 'ok' || next !== null)).toBe(true);
});
