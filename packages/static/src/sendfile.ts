/** Files that a server in front sends: nginx by `X-Accel-Redirect`, Apache and lighttpd by `X-Sendfile`. */

import { type HeaderList, refuseUnknownOptions } from '@tsgi/contract';

import type { Heads, Representation } from './representation.ts';

/** How a server in front is told which file to send. */
export interface Sendfile {
  /** The field that it looks for. Names are percent-encoded in it. */
  readonly header: 'X-Accel-Redirect' | 'X-Sendfile';
  /** What goes before a file's path below the root: the path of an `internal` location, or the root as that server knows it. */
  readonly prefix: string;
}

/** Checks the option. @throws {TypeError} for what is none. */
export function checkSendfile(sendfile: Sendfile): Sendfile {
  if (typeof sendfile !== 'object' || sendfile === null) {
    throw new TypeError(`staticFiles(): sendfile must be an object, got ${String(sendfile)}`);
  }
  refuseUnknownOptions('staticFiles', sendfile, ['header', 'prefix'], 'sendfile.');
  const { header, prefix } = sendfile;
  if (header !== 'X-Accel-Redirect' && header !== 'X-Sendfile') {
    throw new TypeError(
      `staticFiles(): sendfile.header must be 'X-Accel-Redirect' or 'X-Sendfile', got ${String(header)}`,
    );
  }
  if (!/^\/(?:[\x21-\x7e]*\/)?$/.test(prefix)) {
    throw new TypeError(`staticFiles(): sendfile.prefix must begin and end in a slash, got ${JSON.stringify(prefix)}`);
  }
  return sendfile;
}

/**
 * The head for the server in front. Tags, dates, ranges and codings are its affair, so that there are none here.
 */
export function sendfileHead({ header, prefix }: Sendfile, { name }: Representation, heads: Heads): HeaderList {
  const encoded = name.split('/').map(encodeURIComponent).join('/');
  const kept = heads.bare.filter(([each]) => each !== 'ETag' && each !== 'Last-Modified');
  return [['Content-Type', heads.contentType], ...kept, [header, `${prefix}${encoded}`]];
}
