import { defineConfig } from 'vitest/config';

/** Tests that keep nothing in modules run in one process for all files: in a process of its own each loads the same code anew, which took as long as the tests themselves. */
const together = { setupFiles: ['test/support/seed.ts'], isolate: false };
const kills = 'test/faults/kills.test.ts';

// Time-outs stay at vitest's own: a test that needs longer than five seconds is to be made faster.
export default defineConfig({
  test: {
    // One file at a time: each has servers of its own beside it, and a test that shares two processors with three others proves the machine.
    maxWorkers: 1,
    // Once, for all projects.
    globalSetup: ['test/support/engine.ts'],
    projects: [
      { test: { ...together, name: 'domain', include: ['test/domain/**/*.test.ts'] } },
      { test: { ...together, name: 'api', include: ['test/{access,api,evidence,measures,pages,people,process,scorecard}/**/*.test.ts'] } },
      { test: { ...together, name: 'alone', include: ['test/**/*.test.ts'], exclude: ['test/{access,api,domain,evidence,measures,pages,people,process,scorecard}/**', kills], isolate: true } },
      // Alone and last: it kills a system of its own under full load, and would make every other file slow.
      { test: { name: 'kills', include: [kills], sequence: { groupOrder: 1 } } },
    ],
  },
});
