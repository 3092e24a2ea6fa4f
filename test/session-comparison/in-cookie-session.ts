import { createServer } from 'node:https';

import cookieSession from 'cookie-session';
import express from 'express';

import { running } from '../comparison/node-server.ts';
import type { Library } from './library.ts';
import { sessionRoutes } from './on-express.ts';

export const inCookieSession: Library = {
  name: 'cookie-session',
  packages: ['cookie-session'],
  async start({ tls, secret }) {
    const app = express();
    // As its README has it.
    app.use(cookieSession({ name: 'session', keys: [secret], maxAge: 24 * 60 * 60 * 1000 }));
    sessionRoutes(app);
    app.get('/destroy', (request, response) => {
      // `request.session = null`, which the types of another library in this program do not know.
      Object.assign(request, { session: null });
      response.send('done');
    });
    return running(createServer(tls, app).listen(0, '127.0.0.1'));
  },
};
