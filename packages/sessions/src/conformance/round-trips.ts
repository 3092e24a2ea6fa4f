import { randomId } from '../random-id.ts';
import { nextOf } from './stage.ts';
import type { StoreCase } from './store-case.ts';

/** What JSON can hold that a store might take for something else, or not hold. */
const TEXTS = [
  '',
  ' ',
  '\0 before and \0 after',
  '\u0001\u001f\u007f\u0080\u2028\u2029\ufeff\uffff',
  '"quoted" and \\back\\slashed\\',
  "it's; DROP TABLE sessions; --",
  '$1 $2 ? :name %s {0}',
  '你好，世界 — ₿ 𝒯𝓈 🧵👩‍👩‍👧',
  'e\u0301 is not é',
  '\ud800 alone',
  'line\r\nline\nline\r',
];

export const roundTrips: readonly StoreCase[] = [
  {
    name: 'gives back what was written, all of it',
    async play(stage) {
      const session = stage.session({ data: '{"user":7,"cart":[1,{"two":null}]}' });
      const key = await stage.written(session);
      await stage.expectThere(key, session, 'that was written');
    },
  },
  {
    name: 'gives what was written last',
    async play(stage) {
      const first = stage.session();
      const second = nextOf(first, { expiresAt: first.expiresAt + 1 });
      await stage.written(first);
      await stage.expectThere(await stage.written(second), second, 'that was written twice');
    },
  },
  {
    name: 'has nothing under a key that was never written',
    async play(stage) {
      await stage.expectNothing(randomId(), 'under a key that is new');
    },
  },
  {
    name: 'keeps text of every kind as it is',
    async play(stage) {
      for (const text of TEXTS) {
        const session = stage.session({ data: JSON.stringify({ [text]: text }) });
        await stage.expectThere(await stage.written(session), session, `with ${JSON.stringify(text)} in it`);
      }
    },
  },
  {
    name: 'keeps times to the millisecond, however far away',
    async play(stage) {
      for (const expiresAt of [Date.now() + 86_400_001, 2 ** 41 + 1, Date.UTC(2999, 11, 31, 23, 59, 59, 999)]) {
        const session = stage.session({ createdAt: 1_700_000_000_123, expiresAt });
        await stage.expectThere(await stage.written(session), session, `until ${expiresAt}`);
      }
    },
  },
  {
    name: 'keeps a value of 1 MiB',
    needs: ['large'],
    async play(stage) {
      // Ten bytes in UTF-8, of one to four each.
      const data = JSON.stringify({ text: '·汉🧵x'.repeat(2 ** 20 / 10 - 2) });
      const session = stage.session({ data });
      await stage.expectThere(await stage.written(session), session, 'of 1 MiB');
    },
  },
  {
    name: 'keeps sessions apart',
    async play(stage) {
      const sessions = Array.from({ length: 20 }, (_, index) => stage.session({ data: `{"n":${index}}` }));
      const keys = await Promise.all(sessions.map((each) => stage.written(each)));
      const changed = nextOf(sessions[7]!);
      keys[7] = await stage.written(changed);
      for (const [index, session] of sessions.entries()) {
        await stage.expectThere(
          keys[index]!,
          index === 7 ? changed : session,
          `number ${index}, when 7 was written anew`,
        );
      }
    },
  },
];
