import { defineConfig } from 'vitest/config';

// Time-outs stay at vitest's own: a test that needs longer than five seconds is to be made faster.
export default defineConfig({
  test: {
    // One file at a time: each has servers of its own beside it, and a test that shares two processors with three others proves the machine.
    maxWorkers: 1,
    projects: [
      { test: { name: 'all', include: ['test/**/*.test.ts'], exclude: ['test/faults/kills.test.ts'], globalSetup: ['test/support/engine.ts'], setupFiles: ['test/support/seed.ts'] } },
      // Alone and last: it kills a system of its own under full load, and would make every other file slow.
      { test: { name: 'kills', include: ['test/faults/kills.test.ts'], sequence: { groupOrder: 1 } } },
    ],
  },
});
