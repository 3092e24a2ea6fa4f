import type { TlsOptions } from 'node:tls';

import type { ServeOptions as CommonOptions, Unable } from '@tsgi/serving';

/** What `serve` can be told: the options of every server, and one of this server's own. */
export interface ServeOptions extends CommonOptions<TlsOptions> {
  /**
   * Whether HTTP/2 is served beside HTTP/1.1, on the same port: over TLS to clients that agree on `h2` (ALPN), else to
   * those that begin with its preface (h2c with prior knowledge). Default: false.
   */
  readonly http2?: boolean;
}

const noClock = 'node:http has no clock for it';

/** What neither `node:http` nor `node:http2` has means for. */
const UNABLE: Unable = {
  'limits.requestLineBytes':
    'node:http counts the request line among the header fields; limits.headerBytes bounds both',
  'limits.chunkExtensionBytes': 'node:http has a bound of its own, 16 KiB',
  'timeouts.bodyMs': noClock,
  'timeouts.bodyProgressBytes': noClock,
  'timeouts.lingerMs': noClock,
};

/** What cannot be honoured, with the reasons. `node:http2` alone sees whether a client reads. */
export function unableTo(http2: boolean): Unable {
  return http2 ? UNABLE : { ...UNABLE, 'timeouts.writeMs': noClock };
}
