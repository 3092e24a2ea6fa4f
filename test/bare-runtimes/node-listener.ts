/** A bare listener on Node's own server: nothing of TSGI is in it. Says its port. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer(({ method, url, httpVersion, rawHeaders }, response) => {
  response.end(JSON.stringify({ method, url, httpVersion, rawHeaders }));
});
server.listen(0, '127.0.0.1', () => console.log(String((server.address() as AddressInfo).port)));
