import { defineConfig } from 'vitest/config';

// Paths are relative to the top of the repository, where vitest is started; there is deliberately no `root`.
export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // A test that hangs is a finding: five seconds is long for any exchange over loopback.
    testTimeout: 5_000,
    // A `.only` that was left behind must fail, on every machine.
    allowOnly: false,
    reporters: [['default', { summary: false }]],
    // What a passing test prints is nobody's news.
    silent: 'passed-only',
  },
});
