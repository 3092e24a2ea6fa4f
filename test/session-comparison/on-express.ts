import type express from 'express';

import { LONG_TEXT } from './library.ts';
import { together, wait, written } from './meeting.ts';

/** The app on Express, for the libraries that make a `request.session` there. How a session ends is each one's own. */
export function sessionRoutes(app: express.Express): void {
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
}

/** What is to be set. */
function askedOf({ query }: express.Request): Record<string, unknown> {
  return typeof query['key'] === 'string' ? { [query['key']]: query['value'] } : {};
}

function dataOf(request: { readonly session?: unknown }): Record<string, unknown> {
  return request.session as Record<string, unknown>;
}
