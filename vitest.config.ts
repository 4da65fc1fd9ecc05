import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const inFolders = (...folders: string[]) => folders.map((folder) => `tests/${folder}/**/*.test.ts`);

/** Engines and programs that are started and ended: half of their time they wait for each other. */
const WAITING = inFolders('demo', 'drills', 'engine', 'kills');
/** Whole days on a virtual clock. */
const COMPUTING = inFolders('simulation');
/** One test that takes as long as all others beside it: begun last, it would run alone. */
const LONGEST = /\/tests\/kills\//u;

/** The longest first, and the rest as vitest has it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => LONGEST.test(moduleId);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores: what computes starves itself beyond this.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'waiting', include: WAITING, maxWorkers: 4, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'computing', include: COMPUTING, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        // They share what they load: loading it anew for each file took a third of their time.
        test: {
          name: 'pure',
          include: ['tests/**/*.test.ts'],
          exclude: [...WAITING, ...COMPUTING],
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
