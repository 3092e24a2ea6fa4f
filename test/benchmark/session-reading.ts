// What a page costs more that reads a sealed session than one that has none: `node session-reading.ts <rounds> <turns>`.
// In a process of its own, whose heap nobody else has filled. Prints microseconds of CPU, one number a round, as JSON.

import type { Application } from '@tsgi/contract';
import { sealedStore, session, sessions } from '@tsgi/sessions';
import { environ } from '@tsgi/testing';
import { extraCost, type Turns } from './harness/extra-cost.ts';
import { SESSION_DATA, SESSION_ID, SESSION_SECRET } from './servers/session-page.ts';

/** Requests that come with one cookie after the other. */
interface Reading {
  readonly application: Application;
  readonly cookie: () => string;
}

const BATCH = 1_000;
const [rounds = 4, turns = 20] = process.argv.slice(2).map(Number);

const store = sealedStore({ secrets: SESSION_SECRET });

/** A seal; each number is another session. */
function seal(number: number): string {
  const createdAt = Date.now();
  const id = SESSION_ID.slice(8) + String(number).padStart(8, '0');
  const data = JSON.stringify(SESSION_DATA);
  return store.write({ id, version: 1, data, createdAt, expiresAt: createdAt + 86_400_000 }) as string;
}

const without: Reading = {
  cookie: () => 'theme=dark; lang=zh-CN',
  async application(given, startResponse) {
    await Promise.resolve();
    startResponse('200 OK', [['Content-Type', 'text/plain']]);
    return [`Hello, ${given.SERVER_NAME}!`];
  },
};

/** All that the layer does is in it: cookie, seal, the session, `Vary` and `Cache-Control`. */
const reading = (nextSeal: () => string): Reading => ({
  cookie: () => `theme=dark; session=${nextSeal()}; lang=zh-CN`,
  application: sessions({ secrets: SESSION_SECRET })(async (given, startResponse) => {
    const visitor = await session<typeof SESSION_DATA>(given);
    startResponse('200 OK', [['Content-Type', 'text/plain']]);
    return [`Hello, ${visitor.get('name')}!`];
  }),
});

async function extraMicros(nextSeal: () => string): Promise<readonly number[]> {
  const read = reading(nextSeal);
  const extra: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const found: Turns[] = [];
    let before = await batch(without);
    for (let turn = 0; turn < turns; turn += 1) {
      const cost = await batch(read);
      const after = await batch(without);
      found.push({ without: Math.max(before, after), extra: cost - (before + after) / 2 });
      before = after;
    }
    // The first compiles.
    if (round > 0) extra.push(extraCost(found).extra);
  }
  return extra;
}

/** Microseconds of CPU a request. */
async function batch({ application, cookie }: Reading): Promise<number> {
  const given = Array.from({ length: BATCH }, () => environ({ HTTP_COOKIE: cookie() }));
  const before = process.cpuUsage();
  for (const each of given) await application(each, () => {});
  const { user, system } = process.cpuUsage(before);
  return (user + system) / BATCH;
}

const same = seal(0);
const again = await extraMicros(() => same);
let number = 0;
const anew = await extraMicros(() => seal((number += 1)));
console.log(JSON.stringify({ again, anew }));
