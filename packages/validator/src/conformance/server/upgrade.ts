/** `tsgi.upgrade`: a connection that leaves HTTP. */

import type { Environ } from '@tsgi/contract';

import { expectAnswer, expectEqual, expectThat } from '../expectation.ts';
import { get, request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

export const upgrade: readonly ServerCase[] = [
  {
    name: 'answers 101 with the headers given, and joins the handler to both directions of the connection',
    rules: ['S59'],
    needs: ['upgrade'],
    app: (stage) => (environ: Environ) => {
      const leave = environ['tsgi.upgrade'];
      expectThat(leave !== undefined, 'tsgi.upgrade to be there');
      return leave([['X-Upgraded', 'yes']], async ({ readable, writable }) => {
        const writer = writable.getWriter();
        for await (const bytes of readable as unknown as AsyncIterable<Uint8Array>) {
          await writer.write(new TextEncoder().encode(new TextDecoder().decode(bytes).toUpperCase()));
        }
        await writer.close();
        stage.note('left');
      });
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(`${get('/', 'Connection: Upgrade', 'Upgrade: shout')}early `);
      expectAnswer(await wire.answer(), { status: 101, fields: { 'X-Upgraded': 'yes' } });
      expectEqual(
        new TextDecoder().decode(await wire.take(6)),
        'EARLY ',
        'what comes back of what stood behind the request',
      );
      wire.send('late');
      expectEqual(new TextDecoder().decode(await wire.take(4)), 'LATE', 'what comes back');
      wire.end();
      await wire.rest();
      await stage.happened('left');
    },
  },
  {
    name: 'runs deferred functions with the status 101 when an upgraded connection has ended',
    rules: ['S59', 'S37', 'S38'],
    needs: ['upgrade'],
    app: (stage) => (environ: Environ) => {
      const leave = environ['tsgi.upgrade'];
      expectThat(leave !== undefined, 'tsgi.upgrade to be there');
      environ['tsgi.exchange'].defer(({ status }) => stage.note(`deferred ${status}`));
      return leave([], async ({ writable }) => writable.close());
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      expectAnswer(await wire.ask(request('GET', '/', 'Connection: Upgrade', 'Upgrade: nothing')), { status: 101 });
      wire.end();
      await stage.happened('deferred 101');
    },
  },
  {
    name: 'ends the exchange early by what the handler of an upgraded connection fails with',
    rules: ['S59', 'S12', 'S38'],
    needs: ['upgrade'],
    app: (stage) => (environ: Environ) => {
      const leave = environ['tsgi.upgrade'];
      expectThat(leave !== undefined, 'tsgi.upgrade to be there');
      const failure = new Error('the handler fails');
      environ['tsgi.exchange'].defer(({ error }) => stage.note(`by its own error: ${error === failure}`));
      return leave([], async ({ readable }) => {
        await readable.getReader().read();
        throw failure;
      });
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(`${get('/', 'Connection: Upgrade', 'Upgrade: nothing')}bytes`);
      expectAnswer(await wire.answer(), { status: 101 });
      await wire.rest().catch(() => {});
      await stage.happened('by its own error: true');
    },
  },
];
