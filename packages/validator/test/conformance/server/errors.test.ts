import { errors } from '../../../src/conformance/server/errors.ts';
import { hushed, undisposed } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(errors, {
  'answers 500, and disposes of the body, where startResponse was not called': undisposed,
  'answers 500 where the application returns null': (app) => (environ, startResponse) =>
    app(environ, startResponse) ?? ['null'],
  'answers 500, without the stored head, and reports once, where the application throws': hushed,
  'answers 500, without the stored head, and reports once, where its promise rejects':
    (app) => async (environ, startResponse) => {
      try {
        return await app(environ, startResponse);
      } catch (error) {
        environ['tsgi.errors'].write(String(error));
        throw error;
      }
    },
  'does not show the client what the error was': (app) => (environ, startResponse) => {
    try {
      return app(environ, startResponse);
    } catch (error) {
      startResponse('500 Internal Server Error', []);
      return [String(error)];
    }
  },
  'answers 413 where the PayloadTooLarge of its own input is let through, and does not report it':
    (app) => async (environ, startResponse) => {
      try {
        return await app(environ, startResponse);
      } catch {
        throw new Error('another');
      }
    },
  'ends no other exchange for an error': (app) => {
    let failed = false;
    return async (environ, startResponse) => {
      try {
        const body = await app(environ, startResponse);
        if (failed) throw new Error('another exchange has failed');
        return body;
      } catch (error) {
        failed = true;
        throw error;
      }
    };
  },
});
