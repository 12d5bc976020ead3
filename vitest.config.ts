import { defineConfig } from 'vitest/config';

// Time-outs stay at vitest's own: a test that needs longer than five seconds is to be made faster.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/engine.ts'],
    // Two files at a time: the servers under test need the processors too.
    maxWorkers: 2,
  },
});
