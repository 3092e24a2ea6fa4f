import { H3, iterable, serve, type HTTPEvent, useSession } from 'h3';

import { type Library, LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';

export const inH3: Library = {
  name: 'h3',
  packages: ['h3'],
  async start({ tls, secret }) {
    const session = (event: HTTPEvent) => useSession(event, { password: secret, name: 'session' });
    const app = new H3()
      .get('/untouched', () => 'hello')
      .get('/read', async (event) => ({ ...(await session(event)).data }))
      .get('/set', async (event) => {
        const { searchParams } = event.url;
        await (await session(event)).update({ [String(searchParams.get('key'))]: searchParams.get('value') });
        return 'set';
      })
      .get('/slow', async (event) => {
        const { searchParams } = event.url;
        const found = await session(event);
        await wait();
        await found.update({ [String(searchParams.get('key'))]: searchParams.get('value') });
        return 'set';
      })
      .get('/count', async (event) => {
        const { update } = await session(event);
        await together();
        await update(({ count }) => ({ count: Number(count ?? 0) + 1 }));
        return 'set';
      })
      .get('/nested', async (event) => {
        const { data, update } = await session(event);
        if (data['list'] === undefined) await update({ list: [] });
        else (data['list'] as string[]).push('one');
        return 'set';
      })
      .get('/date', async (event) => {
        await (await session(event)).update({ at: new Date(0) });
        return 'set';
      })
      .get('/long', async (event) => {
        await (await session(event)).update({ long: LONG_TEXT });
        return 'set';
      })
      .get('/late', async (event) => {
        const { update } = await session(event);
        const chunks = async function* (): AsyncGenerator<string> {
          yield 'first ';
          await written();
          await update({ late: 'yes' });
          yield 'last';
        };
        return iterable(chunks());
      })
      .get('/destroy', async (event) => {
        await (await session(event)).clear();
        return 'done';
      });
    // Signals are the test runner's.
    const options = { hostname: '127.0.0.1', port: 0, silent: true, gracefulShutdown: false, tls };
    const server = serve(app, options);
    await server.ready();
    return { port: Number(new URL(server.url ?? '').port), close: () => server.close(true) };
  },
};
