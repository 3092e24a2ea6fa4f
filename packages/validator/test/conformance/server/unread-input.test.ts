import { unreadInput } from '../../../src/conformance/server/unread-input.ts';
import { testFaults } from '../faulty-server.ts';

testFaults(unreadInput, {
  // What a server does that forgets to pass over the content of the request before.
  'takes no content for a request: nothing was read': {
    requests: (text) => text.replace(/Content-Length: \d+/, 'Content-Length: 0'),
  },
});
