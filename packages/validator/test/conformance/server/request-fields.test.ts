import { requestFields } from '../../../src/conformance/server/request-fields.ts';
import { withEnviron } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(requestFields, {
  'gives header fields in upper case, with _ for -': { requests: (text) => text.replaceAll('TWO-Three', 'TWO_Three') },
  'joins repeated fields with a comma, in order': withEnviron((environ) => {
    environ['HTTP_X_A'] = String(environ['HTTP_X_A']).replaceAll(', ', ',');
  }),
  'joins repeated cookies with a semicolon': withEnviron((environ) => {
    environ['HTTP_COOKIE'] = String(environ['HTTP_COOKIE']).replaceAll('; ', ', ');
  }),
  'keeps fields with _ in their names out': { requests: (text) => text.replaceAll('_', '-') },
  'gives the method as it was received': withEnviron((environ) => {
    environ['REQUEST_METHOD'] = 'GET';
  }),
});
