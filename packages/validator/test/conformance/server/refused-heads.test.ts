import { refusedHeads } from '../../../src/conformance/server/refused-heads.ts';
import { onHeaders, swallowing } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

const mended = onHeaders((headers) => headers.map(([name, value]) => [name, value.replaceAll(/[\r\n]/g, ' ')]));

testFaults(refusedHeads, {
  'has startResponse throw for a line break in a header value, and stores nothing then': mended,
  'has startResponse throw for the header Connection, and stores nothing then': onHeaders((headers) =>
    headers.filter(([name]) => name !== 'Connection'),
  ),
  'has startResponse throw for a status below 200, and stores nothing then': swallowing,
  'answers 500 where the application lets the refusal of its head through': mended,
});
