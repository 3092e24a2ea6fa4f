import { refusals } from '../../../src/conformance/server/refusals.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(refusals, {
  'refuses Content-Length beside Transfer-Encoding': { requests: (text) => text.replace('Content-Length: 5\r\n', '') },
  'refuses a folded field': { requests: (text) => text.replaceAll('\r\n ', ' ') },
  'refuses a space before the colon': {
    requests: (text) => text.replaceAll(' :', ':').replace('Length: 5', 'Length: 0'),
  },
  'refuses lines that end with a line feed alone': { requests: (text) => text.replaceAll(/(?<!\r)\n/g, '\r\n') },
  'refuses content with a chunk size with 0x': { requests: (text) => text.replace('0x5', '5') },
  'refuses content with a chunk that ends with a line feed alone': {
    requests: (text) => text.replaceAll(/(?<!\r)\n/g, '\r\n'),
  },
});
