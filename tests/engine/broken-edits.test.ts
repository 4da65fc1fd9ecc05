/** A hundred edits, most of them broken, while orders flow: each is decided by a config that was saved whole. */
import { renameSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configText, createRig, type Rig } from './rig.ts';

const EDITS = 100;
const QUANTITY = 10;

/** Version `k` gives follower 1 `k` units by the file itself, and follower 2 as many by a rule of an included file. */
function mainOf(version: number): string {
  const followers = { follower1: `quantity: { fixed: ${version} }`, follower2: '' };
  return configText({ mode: 'dry_run', top: 'include: [rules/*.yaml]', followers });
}

function rulesOf(version: number): string {
  return `rules:\n  - { id: v${version}, followers: [follower2], match: {}, quantity: { fixed: ${version} } }\n`;
}

/** One way of breaking a file after another; all are whole again with the next whole version. */
function breakFile(rig: Rig, edit: number, version: number): void {
  const rules = join(rig.folder, 'rules/all.yaml');
  const main = mainOf(version);
  const draft = join(rig.folder, 'draft');
  switch (edit % 6) {
    case 0:
      writeFileSync(rig.configFile, main.slice(0, (edit * 37) % main.indexOf('  follower1:')));
      break;
    case 1:
      writeFileSync(rig.configFile, '');
      break;
    case 2:
      writeFileSync(draft, main.replace('fixed', 'fixd'));
      renameSync(draft, rig.configFile);
      break;
    case 3:
      writeFileSync(rig.configFile, main);
      writeFileSync(rules, rulesOf(version).slice(0, -8));
      break;
    case 4:
      writeFileSync(rules, rulesOf(version));
      writeFileSync(rig.configFile, main.replace('version: 1', 'version: 1\n\tx: [').concat('\0'));
      break;
    default:
      saveWhole(rig, version);
  }
}

function saveWhole(rig: Rig, version: number): void {
  writeFileSync(rig.configFile, mainOf(version));
  const draft = join(rig.folder, 'rules/draft');
  writeFileSync(draft, rulesOf(version));
  renameSync(draft, join(rig.folder, 'rules/all.yaml'));
}

test('no order is decided by a half-read or mixed config', { timeout: 90_000 }, async () => {
  const rig = await createRig({ mode: 'dry_run', config: configText({ mode: 'dry_run' }), speed: 10 });
  await mkdir(join(rig.folder, 'rules'));
  saveWhole(rig, 1);
  await rig.start();
  await rig.followFile();
  let version = 1;
  for (let edit = 0; edit < EDITS; edit += 1) {
    version += 1;
    const reloads = rig.ofType('reloaded').length;
    const refusals = rig.ofType('reload_refused').length;
    breakFile(rig, edit, version);
    // Now and then an edit stands long enough to be taken up or refused; the others follow each other at once.
    if (edit % 12 === 5)
      await rig.until('the whole version is taken up', () => rig.ofType('reloaded').length > reloads);
    if (edit % 12 === 6)
      await rig.until('the broken one is refused', () => rig.ofType('reload_refused').length > refusals);
    rig.master.placeByHand({
      symbol: edit % 4 < 2 ? 'ITC-EQ' : 'SBIN-EQ',
      side: 'BUY',
      quantity: QUANTITY + edit,
    });
    await new Promise((resolve) => setTimeout(resolve, (edit * 29) % 80));
  }
  await rig.until('all orders are decided', () => rig.decisions().length === 2 * EDITS, 30_000);
  const whole = new Set([
    1,
    ...Array.from({ length: EDITS }, (_, edit) => edit + 2).filter((_, edit) => edit % 6 === 5),
  ]);
  const seen = new Set<number>();
  for (const { decisions } of rig.ofType('decided')) {
    const [first, second] = decisions.map(({ decision }) => decision);
    expect(second).toMatchObject({ quantity: first?.quantity, rule: `v${first?.quantity}` });
    expect(whole).toContain(first?.quantity);
    seen.add(first?.quantity ?? 0);
  }
  expect(seen.size).toBeGreaterThan(4);
  expect(rig.ofType('reload_refused').length).toBeGreaterThan(0);
});
