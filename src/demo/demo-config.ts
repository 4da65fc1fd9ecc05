/** The file that the demo runs with: saved at its start, and edited while it runs. */
import { readFile, writeFile } from 'node:fs/promises';

export const DEMO_CONFIG = `# What the demo runs with. Its accounts live in a simulator that ended with it.
version: 1

mode: live

master:
  credentials: { env_prefix: "" }

filters:
  symbols: { block: [FINNIFTY] }

followers:
  follower1:
    credentials: { env_prefix: FOLLOWER_1_ }
    quantity: { multiplier: 0.5 }

  follower2:                    # mirrors the master, but for options: one lot, always
    credentials: { env_prefix: FOLLOWER_2_ }
    quantity:
      overrides:
        - match: { instrument: option }
          lots: 1
`;

/** Saves the file with one text in place of another, as somebody with an editor does. */
export async function editFile(path: string, edit: { from: string; to: string }): Promise<void> {
  const before = await readFile(path, 'utf8');
  const after = before.replace(edit.from, edit.to);
  if (after === before) throw new Error(`${path} has no ${edit.from}`);
  await writeFile(path, after);
}
