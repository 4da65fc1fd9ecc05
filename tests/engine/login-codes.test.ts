import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimTotpSteps, stateFolder } from '../../src/composition/used-totp-steps.ts';
import { createRig } from './rig.ts';

const makeFolder = () => mkdtemp(join(tmpdir(), 'copytrade-state-'));

it('takes a half minute of an account once, whoever asks', async () => {
  const folder = await makeFolder();
  const first = claimTotpSteps(folder, 'M100001');
  const second = claimTotpSteps(folder, 'M100001');
  expect([first(58_000_000), second(58_000_000), second(58_000_001), first(58_000_001)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(claimTotpSteps(folder, 'F100001')(58_000_000)).toBe(true);
});

it('keeps files for the owner only, and none for long', async () => {
  const folder = await makeFolder();
  const claim = claimTotpSteps(folder, 'M100001');
  for (let step = 0; step < 20; step += 1) claim(58_000_000 + step);
  const files = await readdir(join(folder, 'totp'));
  const modes = await Promise.all(files.map(async (file) => (await stat(join(folder, 'totp', file))).mode));
  expect([files.length, new Set(modes.map((mode) => mode & 0o777))]).toEqual([5, new Set([0o600])]);
});

it('lets an account log in where nothing can be remembered', async () => {
  const file = join(await makeFolder(), 'a-file');
  await writeFile(file, '');
  expect([claimTotpSteps(file, 'M100001')(1), claimTotpSteps(null, 'M100001')(1)]).toEqual([true, true]);
});

it.each([
  [{ XDG_STATE_HOME: '/state', HOME: '/home/me' }, '/state/copytrade'],
  [{ HOME: '/home/me' }, '/home/me/.local/state/copytrade'],
  [{ HOME: '', XDG_STATE_HOME: '' }, null],
  [{}, null],
])('keeps its state where %j says', (environment, folder) => {
  expect(stateFolder(environment)).toBe(folder);
});

it('waits for the next code where it starts again within the half minute of its last login', async () => {
  const rig = await createRig({ speed: 5, simulator: { totpReuse: 'refuse' } });
  rig.environment.HOME = rig.folder;
  await rig.start();
  await rig.stop();
  const engine = await rig.start();
  const { master, followers } = engine.status();
  expect([master.session, ...followers.map(({ session }) => session)]).toEqual(['open', 'open', 'open']);
  const notes = rig.events.flatMap((event) => (event.type === 'notice' ? [event.text] : []));
  expect(
    notes.filter((text) => /^master logs in in \d+ s: the TOTP code of this half minute/.test(text)),
  ).toHaveLength(1);
});
