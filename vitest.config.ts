import { defineConfig } from 'vitest/config';

/** Where a test starts engines and programs, or ends them: each file has a process of its own. */
const RUNNING = ['demo', 'drills', 'engine', 'kills', 'simulation'].map((folder) => `tests/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores: process-spawning tests starve each other beyond this.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'running', include: RUNNING } },
      {
        extends: true,
        // They share what they load: loading it anew for each file took a third of their time.
        test: { name: 'pure', include: ['tests/**/*.test.ts'], exclude: RUNNING, isolate: false },
      },
    ],
  },
});
