import { input } from '../../../src/conformance/server/input.ts';
import { collectedInput } from '../faulty-input.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(input, {
  'gives the application chunked content without its framing': {
    requests: (text) => text.replace('Transfer-Encoding: chunked', 'Content-Length: 22'),
  },
  'gives content as it arrives': collectedInput,
  'lets the answer begin before the content is whole, and echoes as it goes': collectedInput,
});
