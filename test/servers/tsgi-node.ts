import net from 'node:net';
import tls from 'node:tls';
import { once } from 'node:events';

import { serve } from '@tsgi/node';

import { selfSigned } from '../../packages/server/test/self-signed.ts';
import type { Subject } from './subject.ts';

const METHODS = "Node's parser has a list of methods, and refuses all others";
const BYTES = "Node's parser refuses bytes beyond ASCII in a target";
const SPACES = "Node's parser passes over more spaces than one, and does not tell";

const faults = {
  'gives a method that it does not know': METHODS,
  'leaves the letters of a method as they are': METHODS,
  'makes "/ä½\xa0" the path /%E4%BD%A0': BYTES,
  'makes "/ÿ" the path /%FF': BYTES,
  'makes "/?ä=ÿ" the path /, and the query %E4=%FF': BYTES,
  'refuses two spaces after the method': SPACES,
  'refuses two spaces after the target': SPACES,
};

export const tsgiNode: Subject = {
  name: '`@tsgi/node`',
  start: (app, options) => serve(app, { port: 0, ...options }),
  lacks: {},
  faults,
};

export const tsgiNodeOverTls: Subject = {
  name: '`@tsgi/node` with `tls` and `http2`',
  start: async (app, options) => {
    const { key, cert } = selfSigned();
    const server = await serve(app, { port: 0, tls: { key, cert }, http2: true, ...options });
    // The suite speaks plainly: what it says goes through TLS from here on.
    const plain = net.createServer({ allowHalfOpen: true }, (near) => {
      const far = tls.connect({
        port: server.port,
        ca: cert,
        servername: 'localhost',
        ALPNProtocols: ['http/1.1'],
        allowHalfOpen: true,
      } as tls.ConnectionOptions);
      near.pipe(far).pipe(near);
      near.on('error', () => {});
      far.on('error', () => {});
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroySoon());
    });
    await once(plain.listen(0, '127.0.0.1'), 'listening');
    const { port } = plain.address() as net.AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      async close(closing) {
        await server.close(closing);
        plain.close();
      },
    };
  },
  lacks: {
    halfClose: 'Node tells a client that ends its side of TLS and one that is gone apart only where it reads on',
  },
  faults: {
    ...faults,
    'gives the scheme': 'It is https here, and the case asks for http',
    'shows a client of HTTP/1.0 too that the content is not complete':
      'There is no reset in TLS: what is missing is its close_notify, which does not show behind the tunnel',
  },
};
