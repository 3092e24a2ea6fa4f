import { serve } from '@tsgi/server';
import { expect, test } from 'vitest';

import { hello } from '../../src/conformance/application-kinds.ts';
import { expectEqual } from '../../src/conformance/expectation.ts';
import { get } from '../../src/conformance/request.ts';
import { runnableCase, type ServerCase } from '../../src/conformance/server-case.ts';
import type { Start } from '../../src/conformance/stage.ts';

const start: Start = (app, options) => serve(app, { port: 0, ...options });
const greets: ServerCase = {
  name: 'says hello',
  rules: ['S3', 'S25'],
  app: hello,
  talk: async (stage) => expectEqual((await stage.ask(get())).text, 'Hello', 'the greeting'),
};

/** Says something else. */
const deaf: Start = (app, options) =>
  start((environ, startResponse) => {
    void app(environ, startResponse);
    return ['Good bye'];
  }, options);

/** Has no name. */
const nameless: Start = (app, options) =>
  start((environ, startResponse) => app({ ...environ, SERVER_NAME: '' }, startResponse), options);

/** Does not start. */
const broken: Start = () => Promise.reject(new Error('no port is left'));

test('runs a case against a server of its own', async () => {
  const runnable = runnableCase('greetings', greets, start, 2000);
  expect(runnable).toMatchObject({ topic: 'greetings', name: 'says hello', rules: ['S3', 'S25'] });
  expect(runnable).not.toHaveProperty('skip');
  await runnable.run();
});

test('fails with the name, the rules and the whole conversation', async () => {
  await expect(runnableCase('', greets, deaf, 2000).run()).rejects.toThrow(
    /^the server says hello: expected the greeting to be "Hello", got "Good bye" \(S3, S25\)\nconnection 1\nsent:\n {2}GET/,
  );
});

test('fails for what the validator sees, though the client is content', async () => {
  await expect(runnableCase('', greets, nameless, 2000).run()).rejects.toThrow('(rule E9) (S3, S25)');
});

test('fails where the server does not start', async () => {
  await expect(runnableCase('', greets, broken, 2000).run()).rejects.toThrow('no port is left');
});

test('says why it is not to be run', () => {
  expect(runnableCase('', greets, start, 2000, 'for a server that greets')).toMatchObject({
    skip: 'for a server that greets',
  });
});
