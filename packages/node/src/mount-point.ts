import { canonicalPath, type Environ } from '@tsgi/contract';

/** A request as Connect and Express hand it on: what a mount has cut off `url` is left in `originalUrl`. */
export interface MountedRequest {
  readonly url?: string | undefined;
  readonly originalUrl?: string | undefined;
}

/** Divides the path in `environ`, which is the whole, where a layer in front has mounted what is called now. */
export function divideAtMount(environ: Environ, { url = '', originalUrl = url }: MountedRequest): void {
  if (url === originalUrl) return;
  const whole = environ.PATH_INFO;
  const rest = canonicalPath(url.split('?', 1)[0]!) ?? whole;
  if (whole === rest) return;
  if (rest !== '' && whole.endsWith(rest) && whole.length > rest.length) {
    environ.SCRIPT_NAME = whole.slice(0, -rest.length);
    environ.PATH_INFO = rest;
  } else if (rest === '/') {
    // Where nothing is left, Connect puts a slash.
    environ.SCRIPT_NAME = whole;
    environ.PATH_INFO = '';
  } else environ.PATH_INFO = rest; // It was rewritten in front.
}
