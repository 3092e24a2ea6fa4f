/** The table in docs/sessions.md is what was seen. `TSGI_WRITE_DOCS=1` writes it. */

import { vi } from 'vitest';

import { selfSigned } from '../packages/server/test/self-signed.ts';
import { describeComparison } from './comparison/describe-comparison.ts';
import type { Column } from './comparison/table.ts';
import { Browser } from './session-comparison/browser.ts';
import { inCookieSession } from './session-comparison/in-cookie-session.ts';
import { inExpressSession } from './session-comparison/in-express-session.ts';
import { inFastifySession } from './session-comparison/in-fastify-session.ts';
import { inH3 } from './session-comparison/in-h3.ts';
import { inHonoSession } from './session-comparison/in-hono-session.ts';
import { inIronSession } from './session-comparison/in-iron-session.ts';
import { inTsgi, inTsgiSealed } from './session-comparison/in-tsgi.ts';
import type { Library } from './session-comparison/library.ts';
import { rows, type SessionApp } from './session-comparison/rows.ts';
import { StoreLog } from './session-comparison/store-log.ts';

const libraries = [
  inTsgi,
  inTsgiSealed,
  inExpressSession,
  inCookieSession,
  inIronSession,
  inFastifySession,
  inHonoSession,
  inH3,
];
/** 32 bytes in hexadecimal, which is more than enough for all of them. */
const SECRET = '8f14e45fceea167a5a36dedd4bea2543ad61ab143223efbc24c7d2583be69251';
const tls = selfSigned();

describeComparison({
  document: 'docs/sessions.md',
  rows,
  timeoutMs: 60_000,
  async observe() {
    // Frameworks look at it, and the test runner has set it: an ordinary program has it unset.
    vi.stubEnv('NODE_ENV', undefined);
    // Some print what went wrong, which is here what is to be seen.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const seen: Column[] = [];
    // One after the other: they share the process, and its handler that waits for the test.
    for (const library of libraries) seen.push(await column(library));
    return seen;
  },
});

async function column(library: Library): Promise<Column> {
  const store = new StoreLog();
  const running = await library.start({ tls, secret: SECRET, store });
  const app: SessionApp = { port: running.port, store, withSecret: (secret) => withSecret(library, secret) };
  try {
    const cells: string[] = [];
    for (const row of rows) cells.push(await row.observe(app));
    return { contestant: library, cells };
  } finally {
    await running.close();
  }
}

async function withSecret(library: Library, secret: string): ReturnType<SessionApp['withSecret']> {
  const started = library.start({ tls, secret, store: new StoreLog() });
  const app = await started.catch(() => undefined);
  if (app === undefined) return 'refused';
  try {
    const { status } = await new Browser(app.port).get('/set?key=who&value=ann');
    return status === 200 ? 'taken' : 'failed';
  } finally {
    await app.close();
  }
}
