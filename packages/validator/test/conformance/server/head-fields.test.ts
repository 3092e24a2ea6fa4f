import { headFields } from '../../../src/conformance/server/head-fields.ts';
import { onHeaders } from '../faults.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(headFields, {
  'sends fields in their order, number and spelling': onHeaders((headers) =>
    headers.map(([name, value]) => [name.toLowerCase(), value]),
  ),
  'keeps several cookies apart': onHeaders((headers) => [['Set-Cookie', headers.map(([, value]) => value).join(', ')]]),
  'adds no fields but what framing, connection and Date need': onHeaders((headers) => [...headers, ['Server', 'me']]),
  'adds a Date, in the form that HTTP has': { answers: (text) => text.replace(/Date: [^\r]*/, 'Date: now') },
  'sends the reason phrase as it is, and an empty one': { answers: (text) => text.replace('So  So!', 'OK') },
});
