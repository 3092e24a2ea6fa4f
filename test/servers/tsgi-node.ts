import net from 'node:net';
import tls from 'node:tls';
import { once } from 'node:events';

import { serve } from '@tsgi/node';

import { selfSigned } from '../../packages/server/test/self-signed.ts';
import { NODE_FAULTS as NODE } from '../bare-runtimes/node-faults.ts';
import type { Subject } from './subject.ts';

const faults = {
  'gives a method that it does not know': NODE.method,
  'leaves the letters of a method as they are': NODE.methodLetters,
  'makes "/ä½\xa0" the path /%E4%BD%A0': NODE.pathBytes,
  'makes "/ÿ" the path /%FF': NODE.pathBytes,
  'makes "/?ä=ÿ" the path /, and the query %E4=%FF': NODE.queryBytes,
  'refuses two spaces after the method': NODE.spacesBehindMethod,
  'refuses two spaces after the target': NODE.spacesBehindTarget,
};

export const tsgiNode: Subject = {
  name: '`@tsgi/node`',
  standsOn: 'Node',
  start: (app, options) => serve(app, { port: 0, ...options }),
  lacks: {},
  faults,
};

export const tsgiNodeOverTls: Subject = {
  name: '`@tsgi/node` with `tls` and `http2`',
  standsOn: 'Node',
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
      scheme: 'https',
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
    'shows a client of HTTP/1.0 too that the content is not complete': NODE.endsOfTls,
  },
};
