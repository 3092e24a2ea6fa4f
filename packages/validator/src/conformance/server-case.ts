/** One case for servers: an application, what a client does, and what is to be seen. */

import type { Application } from '@tsgi/contract';

import type { Capability } from './capability.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { Stage, type Start } from './stage.ts';

export interface ServerCase {
  /** What a conforming server does, as a sentence. */
  readonly name: string;
  /** The ids of the rules that it is for. */
  readonly rules: readonly string[];
  /** What a server has to be able to do for it. Default: nothing beyond HTTP/1.1. */
  readonly needs?: readonly Capability[];
  /** Whether the application stands without a validator, since the case looks at the very values that pass there. */
  readonly bare?: boolean;
  /** The application that is served. */
  readonly app: (stage: Stage) => Application;
  /** What the client does, and what it is to see. */
  readonly talk: (stage: Stage) => Promise<void>;
}

/** Makes a case one that a runner can run. @param caseMs How long it may take. @param skip Why it is not to be run. */
export function runnableCase(
  topic: string,
  each: ServerCase,
  start: Start,
  caseMs: number,
  skip?: string,
): ConformanceCase {
  const { name, rules } = each;
  return { topic, name, rules, ...(skip === undefined ? {} : { skip }), run: () => runServerCase(each, start, caseMs) };
}

async function runServerCase(
  { name, rules, app, bare = false, talk }: ServerCase,
  start: Start,
  caseMs: number,
): Promise<void> {
  const stage = new Stage();
  const failures: unknown[] = [];
  const attempt = async (act: () => Promise<void>): Promise<void> =>
    act().catch((error: unknown) => void failures.push(error));
  await attempt(async () => {
    await stage.open(start, app(stage), bare, caseMs);
    await talk(stage);
    const [breach] = stage.breaches;
    if (breach !== undefined) throw breach;
  });
  await attempt(() => stage.close());
  if (failures.length === 0) return;
  const [cause] = failures;
  const what = cause instanceof Error ? cause.message : String(cause);
  throw new Error(`the server ${name}: ${what} (${rules.join(', ')})\n${stage.transcript}`, { cause });
}
