/** Whatever a kill cuts off, each follower has each copy once. `npm run kills -- --rounds 20` runs it long. */
import { expect, test } from 'vitest';
import { KILL_POINTS } from './points.ts';
import { runKills } from './run-kills.ts';

/** Two: an entry and an exit are cut off at each point. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 2);
const JOURNAL_ROWS = Number(process.env.KILL_JOURNAL_ROWS ?? 20_000);
const MINUTES_OF_A_ROUND = 1.5;

test(
  'killed at ten points of a copy, each copy is placed once, and none is lost',
  async () => {
    const { kills, duplicates, lost, readyMs } = await runKills(ROUNDS, JOURNAL_ROWS);
    const sorted = readyMs.toSorted((a, b) => a - b);
    const [median, longest] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    console.info(
      `${kills} kills, ${duplicates.length} duplicates, ${lost.length} lost; ready again after ${median} ms (median), ${longest} ms at most, with ${JOURNAL_ROWS} rows in the journal`,
    );
    expect({ kills, duplicates, lost }).toEqual({
      kills: ROUNDS * KILL_POINTS.length,
      duplicates: [],
      lost: [],
    });
  },
  (3 + ROUNDS * MINUTES_OF_A_ROUND) * 60_000,
);
