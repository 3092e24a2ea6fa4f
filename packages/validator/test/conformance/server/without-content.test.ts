import { withoutContent } from '../../../src/conformance/server/without-content.ts';
import { collected, onHeaders, undisposed } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(withoutContent, {
  'disposes of a synchronous body, and does not iterate it, for HEAD': collected,
  'disposes of an asynchronous body, and does not iterate it, with 304': undisposed,
  'sends 304 without a length of its own making': onHeaders((headers) => [...headers, ['Content-Length', '5']]),
  'sends 205 as empty content': { answers: (text) => text.replaceAll('Content-Length: 0\r\n', '') },
});
