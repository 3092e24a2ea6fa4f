import { createServer } from 'node:https';

import cookieSession from 'cookie-session';
import express from 'express';

import { running } from '../comparison/node-server.ts';
import { type Library, LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';

export const inCookieSession: Library = {
  name: 'cookie-session',
  packages: ['cookie-session'],
  async start({ tls, secret }) {
    const app = express();
    // As its README has it.
    app.use(cookieSession({ name: 'session', keys: [secret], maxAge: 24 * 60 * 60 * 1000 }));
    app.get('/untouched', (_request, response) => void response.send('hello'));
    app.get('/read', (request, response) => void response.json(dataOf(request)));
    app.get('/set', (request, response) => {
      Object.assign(dataOf(request), askedOf(request));
      response.send('set');
    });
    app.get('/slow', async (incoming, response) => {
      const data = dataOf(incoming);
      await wait();
      Object.assign(data, askedOf(incoming));
      response.send('set');
    });
    app.get('/count', async (incoming, response) => {
      const data = dataOf(incoming);
      const count = Number(data['count'] ?? 0);
      await together();
      data['count'] = count + 1;
      response.send('set');
    });
    app.get('/nested', (request, response) => {
      const data = dataOf(request);
      if (data['list'] === undefined) data['list'] = [];
      else (data['list'] as string[]).push('one');
      response.send('set');
    });
    app.get('/date', (request, response) => {
      dataOf(request)['at'] = new Date(0);
      response.send('set');
    });
    app.get('/long', (request, response) => {
      dataOf(request)['long'] = LONG_TEXT;
      response.send('set');
    });
    app.get('/late', async (incoming, response) => {
      response.write('first ');
      await written();
      dataOf(incoming)['late'] = 'yes';
      response.end('last');
    });
    app.get('/destroy', (request, response) => {
      // `request.session = null`, which the types of another library in this program do not know.
      Object.assign(request, { session: null });
      response.send('done');
    });
    return running(createServer(tls, app).listen(0, '127.0.0.1'));
  },
};

/** What is to be set. */
function askedOf({ query }: express.Request): Record<string, unknown> {
  return typeof query['key'] === 'string' ? { [query['key']]: query['value'] } : {};
}

function dataOf(request: { readonly session?: unknown }): Record<string, unknown> {
  return request.session as Record<string, unknown>;
}
