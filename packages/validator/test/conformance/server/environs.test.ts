import { environs } from '../../../src/conformance/server/environs.ts';
import { withEnviron } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(environs, {
  'gives an ordinary object, that can be extended': (app) => (environ, startResponse) =>
    app(Object.create(environ) as typeof environ, startResponse),
  'gives no keys under tsgi. but those of the specification': withEnviron((environ) => {
    environ['tsgi.more'] = 1;
  }),
  'gives no key with the value undefined': withEnviron((environ) => {
    environ['REMOTE_USER'] = undefined;
  }),
  'gives a frozen version': withEnviron((environ) => {
    environ['tsgi.version'] = [1, 0];
  }),
  'gives each exchange an environ of its own, also on one connection': (app) => {
    let only: Parameters<typeof app>[0] | undefined;
    return (environ, startResponse) => app((only ??= environ), startResponse);
  },
});
