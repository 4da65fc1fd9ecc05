import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rig } from './rig.ts';

/** What is on the disk now is what the next start finds: as if the process were killed here. */
export async function killAndStart(rig: Rig, text: string): Promise<void> {
  const kept = join(rig.folder, 'kept');
  await mkdir(kept);
  const names = (await readdir(rig.logs)).filter((name) => name.startsWith('journal.db'));
  for (const name of names) await cp(join(rig.logs, name), join(kept, name));
  await rig.stop();
  for (const name of names) await rm(join(rig.logs, name), { force: true });
  for (const name of names) await cp(join(kept, name), join(rig.logs, name));
  await rig.save(text);
  await rig.start();
}
