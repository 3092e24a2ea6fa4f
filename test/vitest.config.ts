import { defineConfig } from 'vitest/config';

// Paths are relative to the top of the repository, where vitest is started; there is deliberately no `root`.
export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Files share a process: one for each file costs more than most files take. So a test puts back what it changes
    // (vitest does so for mocks and stubs), and what needs a process of its own starts one.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // A test that hangs is a finding: so long takes no exchange over loopback, also where the machine has much else to do.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    // A `.only` that was left behind must fail, on every machine.
    allowOnly: false,
    // The name of a test is a sentence, and is shown to its end.
    taskTitleValueFormatTruncate: 0,
    reporters: [['default', { summary: false }]],
    // What a passing test prints is nobody's news.
    silent: 'passed-only',
  },
});
