import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';

import { getIronSession, type IronSession } from 'iron-session';

import { running } from '../comparison/node-server.ts';
import { type Library, LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';

type Session = IronSession<Record<string, unknown>>;

export const inIronSession: Library = {
  name: 'iron-session',
  packages: ['iron-session'],
  async start({ tls, secret }) {
    const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'https://site.example');
      const open = (): Promise<Session> =>
        getIronSession(request, response, { password: secret, cookieName: 'session' });
      const save = async (session: Session): Promise<void> => {
        await session.save();
        response.end('set');
      };
      const [key, value] = [String(searchParams.get('key')), searchParams.get('value')];
      switch (pathname) {
        case '/read':
          response.end(JSON.stringify(await open()));
          return;
        case '/set':
          await save(Object.assign(await open(), { [key]: value }));
          return;
        case '/slow': {
          const session = await open();
          await wait();
          await save(Object.assign(session, { [key]: value }));
          return;
        }
        case '/count': {
          const session = await open();
          const count = Number(session['count'] ?? 0);
          await together();
          await save(Object.assign(session, { count: count + 1 }));
          return;
        }
        case '/nested': {
          const session = await open();
          if (session['list'] === undefined) await save(Object.assign(session, { list: [] }));
          else {
            (session['list'] as string[]).push('one');
            response.end('set');
          }
          return;
        }
        case '/date':
          await save(Object.assign(await open(), { at: new Date(0) }));
          return;
        case '/long':
          await save(Object.assign(await open(), { long: LONG_TEXT }));
          return;
        case '/late': {
          const session = await open();
          response.write('first ');
          await written();
          await save(Object.assign(session, { late: 'yes' }));
          return;
        }
        case '/destroy':
          (await open()).destroy();
          response.end('done');
          return;
        case '/untouched':
          response.end('hello');
          return;
        default:
          response.writeHead(404).end();
      }
    };
    const server = createServer(tls, (request, response) => {
      listener(request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
    });
    return running(server.listen(0, '127.0.0.1'));
  },
};
