/** The behaviours of sessions that are compared. */

import type { Row } from '../comparison/row.ts';
import { type Answer, Browser } from './browser.ts';
import { expectHandlers, holdNextHandler, noteFirstChunk } from './meeting.ts';
import type { StoreLog } from './store-log.ts';

/** An app that runs. */
export interface SessionApp {
  readonly port: number;
  readonly store: StoreLog;
  /** Starts the same app with another secret, and asks it to set something: how it went. */
  readonly withSecret: (secret: string) => Promise<'refused' | 'failed' | 'taken'>;
}

/** Where sessions are not kept, there is nothing to see of a store. */
const NO_STORE = 'no store';

export const rows: readonly Row<SessionApp>[] = [
  {
    title: 'two requests at once, each sets another key',
    note:
      'Both are kept. Otherwise an update is lost without a word (CWE-362): whoever writes last writes all that it has read. TSGI merges; ' +
      'of one key the later wins, or what `onConflict` decides.',
    observe: async (app) => {
      const browser = await visitor(app);
      const { slow } = await meet(browser, '/slow?key=a&value=slow', () => browser.get('/set?key=b&value=quick'));
      if (slow.status !== 200) return `the slow one gets ${slow.status}`;
      const { a, b } = await browser.read();
      return a === 'slow' && b === 'quick' ? 'both are kept' : `the ${b === undefined ? 'quick' : 'slow'} one is lost`;
    },
    judge: (seen) => (seen === 'both are kept' ? 'right' : 'wrong'),
  },
  {
    title: 'ten requests at once, each counts one up',
    note:
      'Ten, by what the library has for it: `update` with a function of TSGI, @hono/session and h3, of which the last two count from what the ' +
      'request brought. Others have nothing, so each reads, and writes one more.',
    observe: async (app) => {
      const browser = await visitor(app);
      expectHandlers(10);
      await Promise.all(Array.from({ length: 10 }, () => browser.get('/count')));
      return `${String((await browser.read())['count'])} are counted`;
    },
    judge: (seen) => (seen === '10 are counted' ? 'right' : 'wrong'),
  },
  {
    title: 'a sign-out while a slow request of the same session runs, which then sets a key',
    note: 'The session stays ended (CWE-613). The slow request may fail: what it wanted to keep is gone.',
    observe: async (app) => {
      const browser = await visitor(app);
      const thief = browser.copy();
      await meet(browser, '/slow?key=a&value=slow', () => browser.get('/destroy'));
      const back = [(await browser.read())['who'], (await thief.read())['who']].some((who) => who !== undefined);
      return back ? 'it is back' : 'it stays ended';
    },
    judge: (seen) => (seen === 'it stays ended' ? 'right' : 'wrong'),
  },
  {
    title: 'the cookie of before a sign-out, sent again',
    note:
      'It leads to nothing (CWE-613; OWASP ASVS 5.0, 7.4.1). With state in the cookie alone nobody can know. TSGI’s sealed sessions know it in the process that ' +
      'has ended them; in others an old cookie is good until it expires, or `minimumIssueTime` says otherwise.',
    observe: async (app) => {
      const browser = await visitor(app);
      const thief = browser.copy();
      await browser.get('/destroy');
      return (await thief.read())['who'] === undefined ? 'a fresh session' : 'still signed in';
    },
    judge: (seen) => (seen === 'a fresh session' ? 'right' : 'wrong'),
  },
  {
    title: 'a sign-out takes the cookie away',
    note: 'Otherwise it lives on in the browser, leading to nothing. No specification asks for it.',
    observe: async (app) => {
      const browser = await visitor(app);
      await browser.get('/destroy');
      return browser.cookies.size === 0 ? 'yes' : 'no';
    },
    judge: (seen) => (seen === 'yes' ? 'right' : 'other'),
  },
  {
    title: 'a new id at sign-in: what becomes of the data, and of the old id',
    note:
      'The data stays, and the old id is dead at once (CWE-384; OWASP ASVS 5.0, 7.2.4). @fastify/session keeps the fields that it is told to keep. ' +
      'Where the state is in the cookie no id leads to it: signing in makes a new cookie, and the old one is what it was.',
    observe: async (app) => {
      const browser = await visitor(app);
      const thief = browser.copy();
      const { status } = await browser.get('/regenerate');
      if (status === 404) return 'has none';
      const data = (await browser.read())['who'] === 'ann' ? 'stays' : 'is dropped';
      return `the data ${data}, the old id ${(await thief.read())['who'] === undefined ? 'is dead' : 'lives'}`;
    },
    judge: (seen) => {
      if (seen === 'the data stays, the old id is dead') return 'right';
      return seen.endsWith('lives') ? 'wrong' : 'other';
    },
  },
  {
    title: 'an id that the client made up',
    note: 'It is never adopted (CWE-384).',
    observe: async (app) => {
      const browser = await visitor(app);
      const [name = ''] = browser.cookies.keys();
      const made = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY';
      const victim = new Browser(app.port, new Map([[name, made]]));
      const { status } = await victim.get('/set?key=who&value=victim');
      if (status !== 200) return String(status);
      const attacker = new Browser(app.port, new Map([[name, made]]));
      return (await attacker.read())['who'] === 'victim' ? 'is adopted' : 'is not adopted';
    },
    judge: (seen) => (seen === 'is not adopted' ? 'right' : 'wrong'),
  },
  {
    title: 'a cookie that was tampered with, cut short, or is no text at all',
    note: 'A fresh session. An error would lock the client out until the cookie expires.',
    observe: async (app) => {
      const browser = await visitor(app);
      const [name = '', value = ''] = [...browser.cookies][0] ?? [];
      const at = value.length - 10;
      const tampered = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
      const seen = new Set<string>();
      for (const bad of [tampered, value.slice(0, -12), '%E0%A4%A', 'null', '']) {
        const client = new Browser(app.port, new Map([...browser.cookies, [name, bad]]));
        const { status, text } = await client.get('/read');
        seen.add(status !== 200 ? `${status}` : text.includes('ann') ? 'still signed in' : 'a fresh session');
      }
      return [...seen].join('; ');
    },
    judge: (seen) => (seen === 'a fresh session' ? 'right' : 'wrong'),
  },
  {
    title: 'the key under which the store has it',
    note: 'A hash, so that whoever can read the store has no live session (OWASP Session Management Cheat Sheet; CWE-522). A signed id needs the secret too.',
    observe: async (app) => {
      const browser = await visitor(app);
      if (app.store.keys.size === 0) return NO_STORE;
      const held = decodeURIComponent([...browser.cookies.values()].join(' '));
      return [...app.store.keys].some((key) => held.includes(key)) ? 'the id in the cookie' : 'a hash';
    },
    judge: (seen) => (seen === 'the id in the cookie' ? 'other' : 'right'),
  },
  {
    title: 'a change within a list that is in the session, and nothing else',
    note: 'It is saved. Where saving is a call of its own, the handler has to make it: here it does not.',
    observe: async (app) => {
      const browser = await visitor(app);
      await browser.get('/nested');
      await browser.get('/nested');
      const { list } = await browser.read();
      return JSON.stringify(list) === '["one"]' ? 'is saved' : 'is lost';
    },
    judge: (seen) => (seen === 'is saved' ? 'right' : 'other'),
  },
  {
    title: 'a change after the head was sent',
    note: 'It is saved, where that needs no cookie, or it is an error: never lost without a word.',
    observe: async (app) => {
      const browser = await visitor(app);
      const { status } = await browser.get('/late', noteFirstChunk());
      if (status === 0) return 'an error';
      return (await browser.read())['late'] === 'yes' ? 'is saved' : 'is lost';
    },
    judge: (seen) => (seen === 'is lost' ? 'wrong' : 'right'),
  },
  {
    title: 'a `Date` that is set',
    note: 'It is refused when it is set: after the next request it would be a string. No specification says so.',
    observe: async (app) => {
      const browser = await visitor(app);
      const { status } = await browser.get('/date');
      if (status !== 200) return 'is refused';
      const { at } = await browser.read();
      return typeof at === 'string' ? 'comes back as a string' : `comes back as ${JSON.stringify(at)}`;
    },
    judge: (seen) => (seen === 'is refused' ? 'right' : 'other'),
  },
  {
    title: 'a value of 4,500 characters',
    note:
      'It is kept, or it is an error: a browser drops a cookie of more than 4,096 bytes (RFC 6265bis §5.6), and with it what the session ' +
      'was. TSGI’s sealed cookies say so with an error, or are split by option.',
    observe: async (app) => {
      const browser = await visitor(app);
      const { status } = await browser.get('/long');
      if (status !== 200) return 'an error';
      const { long } = await browser.read();
      if (typeof long !== 'string' || long.length !== 4_500) return 'is lost';
      return browser.cookies.size > 1 ? 'is kept, in several cookies' : 'is kept';
    },
    judge: (seen) => (seen === 'is lost' ? 'wrong' : 'right'),
  },
  {
    title: 'the cookie',
    note:
      '`HttpOnly` and `Secure` (OWASP ASVS 5.0, 3.3.4 and 3.3.1), `SameSite` (3.3.2), a name that begins with `__Host-` (3.3.3). All are served over TLS. ' +
      'express-session has `secure: true`, as its README advises; by itself it is off.',
    observe: async (app) => {
      const { setCookies } = await new Browser(app.port).get('/set?key=who&value=ann');
      const field = setCookies[0] ?? '';
      const attributes = field.split(/; */).slice(1);
      const has = (name: string): string | undefined =>
        attributes.find((attribute) => attribute.toLowerCase().startsWith(name.toLowerCase()));
      const flags = ['HttpOnly', 'Secure', 'SameSite'].map((name) =>
        has(name) === undefined ? `no ${name}` : `\`${has(name)}\``,
      );
      return [`\`${field.slice(0, field.indexOf('='))}\``, ...flags].join(', ');
    },
    judge: (seen) => {
      if (/no (HttpOnly|Secure)/.test(seen)) return 'wrong';
      return seen.startsWith('`__Host-') && !seen.includes('no SameSite') ? 'right' : 'other';
    },
  },
  {
    title: 'a page that reads the session of a new visitor, and sets nothing',
    note: 'No cookie: there is nothing to remember. No specification is against one; with `saveUninitialized: false` express-session and @fastify/session set none.',
    observe: async (app) => {
      const { setCookies } = await new Browser(app.port).get('/read');
      return setCookies.length === 0 ? 'no cookie' : 'a cookie';
    },
    judge: (seen) => (seen === 'no cookie' ? 'right' : 'other'),
  },
  {
    title: 'a page that does not ask for the session',
    note: 'It costs no read of the store.',
    observe: async (app) => {
      const browser = await visitor(app);
      if (app.store.keys.size === 0) return NO_STORE;
      const before = app.store.reads;
      await browser.get('/untouched');
      return app.store.reads === before ? 'no read' : 'a read';
    },
    judge: (seen) => (seen === 'a read' ? 'other' : 'right'),
  },
  {
    title: '`Cache-Control` and `Vary` of a page that reads the session',
    note: '`private`, and `Vary: Cookie`: `Set-Cookie` keeps no cache from storing a response (RFC 9111 §7.3; CWE-525).',
    observe: async (app) => caching(await (await visitor(app)).get('/read')),
    judge: (seen) => (/private|no-store/.test(seen) ? 'right' : 'other'),
  },
  {
    title: 'the same of one that changes it',
    note: '`no-store`: nobody else is to get that cookie.',
    observe: async (app) => caching(await (await visitor(app)).get('/set?key=a&value=1')),
    judge: (seen) => (seen.includes('no-store') ? 'right' : 'other'),
  },
  {
    title: 'the store is down when the session is asked for',
    note: 'An error (RFC 9110 §15.6), best 503: never an empty session, which looks like a sign-out.',
    observe: async (app) => {
      const browser = await visitor(app);
      if (app.store.keys.size === 0) return NO_STORE;
      const { status } = await failing(app, 'reads', () => browser.get('/read'));
      return status === 200 ? 'an empty session' : String(status);
    },
    judge: (seen) => (seen === 'an empty session' ? 'wrong' : 'right'),
  },
  {
    title: 'the store is down when a change is saved',
    note: 'An error before the head: 200 would say that it was saved.',
    observe: async (app) => {
      const browser = await visitor(app);
      if (app.store.keys.size === 0) return NO_STORE;
      const { status } = await failing(app, 'writes', () => browser.get('/set?key=a&value=1'));
      return status === 0 ? 'cut off' : String(status);
    },
    judge: (seen) => (seen === '200' ? 'wrong' : 'right'),
  },
  {
    title: 'the store does not answer',
    note: 'An error in some time: otherwise requests pile up. TSGI gives it 5 seconds (`storeTimeoutMs`), here a third of one, and the client waits for 1.5.',
    observe: async (app) => {
      const browser = await visitor(app);
      if (app.store.keys.size === 0) return NO_STORE;
      const { status } = await failing(app, 'silently', () => browser.get('/read'));
      return status === 0 ? 'no answer' : String(status);
    },
    judge: (seen) => (seen === 'no answer' ? 'other' : 'right'),
  },
  {
    title: 'a secret of 7 characters',
    note: 'It is refused when the app is built (CWE-326): what it signs or seals can be guessed.',
    observe: async ({ withSecret }) => {
      const how = await withSecret('hunter2');
      return how === 'refused' ? 'refused at the start' : how === 'failed' ? 'refused when a session is set' : 'taken';
    },
    judge: (seen) => (seen === 'taken' ? 'wrong' : seen === 'refused at the start' ? 'right' : 'other'),
  },
];

/** A browser that has signed in. */
async function visitor({ port }: SessionApp): Promise<Browser> {
  const browser = new Browser(port);
  await browser.get('/set?key=who&value=ann');
  if ((await browser.read())['who'] !== 'ann') throw new Error('the app does not keep who has signed in');
  return browser;
}

/** Starts a slow request, does something while it waits, and lets it end. */
async function meet(
  browser: Browser,
  target: string,
  meanwhile: () => Promise<unknown>,
): Promise<{ readonly slow: Answer }> {
  const { arrived, open } = holdNextHandler();
  const slow = browser.get(target);
  // One that fails does not arrive.
  await Promise.race([arrived, slow]);
  await meanwhile();
  open();
  return { slow: await slow };
}

async function failing<T>({ store }: SessionApp, at: StoreLog['failing'], act: () => Promise<T>): Promise<T> {
  store.failing = at;
  try {
    return await act();
  } finally {
    store.failing = 'nothing';
  }
}

function caching({ headers }: Answer): string {
  const control = headers.get('cache-control');
  const vary =
    headers
      .get('vary')
      ?.split(/, */)
      .filter((name) => /^cookie$/i.test(name)) ?? [];
  const seen = [control, ...vary.map((name) => `Vary: ${name}`)].filter((each) => each !== undefined);
  return seen.length === 0 ? 'neither' : seen.map((each) => `\`${each}\``).join(', ');
}
