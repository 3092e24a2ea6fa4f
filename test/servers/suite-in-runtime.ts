/** The program that `Runtime` runs: takes the numbers of cases, a line each, and answers with what each rejects with. */

import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import { serverConformance, type Start } from '@tsgi/validator';

/** No case needs a fifth of it, and several wait for what a runtime never does. */
const CASE_MS = 2000;

const [file = ''] = process.argv.slice(2);
const { serve } = (await import(pathToFileURL(file).href)) as {
  serve: (app: Parameters<Start>[0], options: object) => ReturnType<Start>;
};
const cases = serverConformance((app, options) => serve(app, { port: 0, ...options }), { caseMs: CASE_MS });

for await (const line of createInterface({ input: process.stdin })) {
  const failure = await cases[Number(line)]?.run().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  process.stdout.write(`${JSON.stringify({ failure })}\n`);
}
