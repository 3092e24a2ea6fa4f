import { paths } from '../../../src/conformance/server/paths.ts';
import { withEnviron } from '../faults.ts';
import { testFaults, type Fault } from '../faulty-server.ts';

const decoded: Fault = withEnviron((environ) => {
  environ['PATH_INFO'] = decodeURIComponent(String(environ['PATH_INFO']));
});

testFaults(paths, {
  'makes "/a%2fb" the path /a%2Fb': decoded,
  'makes "/%61dmin" the path /admin': withEnviron((environ) => {
    environ['PATH_INFO'] = environ['REQUEST_URI'];
  }),
  'makes "http://h.example" the path /, at h.example': withEnviron((environ) => {
    environ['HTTP_HOST'] = 'conformance.example';
  }),
  'answers GET "/%zz" with 400, and calls no application': { requests: (text) => text.replace('%zz', '%25zz') },
  'answers CONNECT "h.example:443" with 501, and calls no application': {
    requests: (text) => text.replace('CONNECT h.example:443', 'GET /'),
  },
});
