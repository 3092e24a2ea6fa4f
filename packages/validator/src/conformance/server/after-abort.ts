/** What still happens when the client has gone: calls that are ignored, errors that are nobody's, reads that reject. */

import { type Chunk, readBody } from '@tsgi/contract';

import { hello } from '../application-kinds.ts';
import { expectEqual, nameOf, rejectionOf, thrownBy } from '../expectation.ts';
import { leaveInBody, leaveWhenCalled, untilAborted } from '../leaving.ts';
import { request } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

export const afterAbort: readonly ServerCase[] = [
  {
    name: 'ignores startResponse where the client has gone, however often',
    rules: ['S8'],
    needs: ['disconnects'],
    bare: true,
    app: (stage) =>
      untilAborted(stage, (_environ, startResponse) => {
        startResponse('200 OK', []);
        startResponse('201 Created', []);
        stage.note('ignored');
        return [];
      }),
    talk: async (stage) => {
      await leaveWhenCalled(stage);
      await stage.happened('ignored');
    },
  },
  {
    name: 'throws the very error that startResponse is given where the client has gone',
    rules: ['S6'],
    needs: ['disconnects'],
    bare: true,
    app: (stage) =>
      untilAborted(stage, (_environ, startResponse) => {
        const error = new Error('no database');
        const thrown = thrownBy(() => startResponse('500 Internal Server Error', [], error), 'startResponse');
        stage.note(thrown === error ? 'the same' : 'another');
        return [];
      }),
    talk: async (stage) => {
      await leaveWhenCalled(stage);
      await stage.happened('the same');
    },
  },
  {
    name: 'does not report what an application throws after the client has gone',
    rules: ['S13'],
    needs: ['disconnects'],
    app: (stage) => (environ, startResponse) => {
      environ['tsgi.exchange'].defer(() => stage.note('over'));
      return untilAborted(stage, () => {
        throw new Error('boom');
      })(environ, startResponse);
    },
    talk: async (stage) => {
      await leaveWhenCalled(stage);
      await stage.happened('over');
      expectEqual(stage.reports, [], 'what is reported');
    },
  },
  {
    name: 'does not report what a body throws after the client has gone',
    rules: ['S13'],
    needs: ['disconnects'],
    app: (stage) => (environ, startResponse) => {
      const { signal } = environ['tsgi.exchange'];
      signal.addEventListener('abort', () => stage.note('aborted'));
      environ['tsgi.exchange'].defer(() => stage.note('over'));
      startResponse('200 OK', []);
      return (async function* (): AsyncGenerator<Chunk> {
        yield 'one';
        await stage.happened('aborted');
        throw new Error('boom');
      })();
    },
    talk: async (stage) => {
      await leaveInBody(stage);
      await stage.happened('over');
      await stage.settle();
      expectEqual(stage.reports, [], 'what is reported');
    },
  },
  {
    name: 'rejects a read with ClientDisconnected where the client goes away before the end of its content',
    rules: ['S46'],
    needs: ['disconnects'],
    app: (stage) => async (environ, startResponse) => {
      stage.note('called');
      stage.note(nameOf(await rejectionOf(readBody(environ), 'reading')));
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      await leaveWhenCalled(stage, `${request('POST', '/', 'Content-Length: 10')}Hello`);
      await stage.happened('ClientDisconnected');
    },
  },
  {
    name: 'rejects a read with ClientDisconnected where the client ends its side before the end of its content',
    rules: ['S46', 'S45'],
    needs: ['disconnects'],
    app: (stage) => async (environ, startResponse) => {
      stage.note('called');
      stage.note(nameOf(await rejectionOf(readBody(environ), 'reading')));
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      wire.send(`${request('POST', '/', 'Transfer-Encoding: chunked')}5\r\nHello\r\n`);
      await stage.happened('called');
      wire.end();
      await stage.happened('ClientDisconnected');
    },
  },
  {
    name: 'does not report a ClientDisconnected that is let through',
    rules: ['S13'],
    needs: ['disconnects'],
    app: (stage) => async (environ) => {
      environ['tsgi.exchange'].defer(() => stage.note('over'));
      stage.note('called');
      return [await readBody(environ)];
    },
    talk: async (stage) => {
      await leaveWhenCalled(stage, request('POST', '/', 'Content-Length: 10'));
      await stage.happened('over');
      await stage.settle();
      expectEqual(stage.reports, [], 'what is reported');
    },
  },
];
