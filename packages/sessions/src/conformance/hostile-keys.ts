import { expectEqual } from './expect-equal.ts';
import type { StoreCase } from './store-case.ts';

/** Keys that some store might take for something else, and for each other. */
const KEYS = [
  '',
  ' ',
  '.',
  '..',
  '/',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  "' OR '1'='1",
  "'; DROP TABLE sessions; --",
  '$1',
  '?',
  '*',
  '%',
  '_',
  '{a}b',
  '{a}c',
  '{}',
  'a:b',
  'a',
  'A',
  'a ',
  'a\0',
  'a\0b',
  'a\nb',
  'a\r\nDEL a\r\n',
  'é',
  'e\u0301',
  '\ufeffa',
  '\ud800',
  '\ud801',
  '\ufffd',
  '🧵',
  'sha256:a',
  'x'.repeat(10_000),
  `${'x'.repeat(10_000)}y`,
];

const shown = (key: string): string => (key.length > 100 ? `${key.length} characters` : JSON.stringify(key));

export const hostileKeys: readonly StoreCase[] = [
  {
    name: 'has nothing under a key that a client made up',
    async play({ store }) {
      for (const key of KEYS) {
        expectEqual(await store.read(key), undefined, `what is read under ${shown(key)}`);
        expectEqual(await store.touch(key, Date.now() + 60_000), undefined, `what a touch of ${shown(key)} gives`);
        await store.delete(key);
        expectEqual(await store.read(key), undefined, `what is read under ${shown(key)} after its end`);
      }
    },
  },
  {
    name: 'keeps sessions under keys of any form, each for itself',
    needs: ['oneCopy'],
    async play(stage) {
      const sessions = KEYS.map((id, index) => stage.session({ id, data: `{"n":${index}}` }));
      for (const { id } of sessions) await stage.store.delete(id);
      for (const session of sessions) await stage.written(session);
      for (const session of sessions) await stage.expectThere(session.id, session, `under ${shown(session.id)}`);
      for (const [index, { id }] of sessions.entries()) {
        expectEqual(await stage.store.delete(id), true, `whether ${shown(id)} was ended`);
        await stage.expectNothing(id, `under ${shown(id)}, which was ended`);
        const next = sessions[index + 1];
        if (next !== undefined)
          await stage.expectThere(next.id, next, `under ${shown(next.id)}, after the end of ${shown(id)}`);
      }
    },
  },
];
