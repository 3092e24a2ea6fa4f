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
  if (whole.endsWith(rest)) {
    let at = whole.length - rest.length;
    // Of two slashes behind a mount Express 4 cuts one off with it, but no SCRIPT_NAME ends in one (rule E5).
    while (whole[at - 1] === '/') at--;
    environ.SCRIPT_NAME = whole.slice(0, at);
    environ.PATH_INFO = whole.slice(at);
  } else if (rest === '/') {
    // Where nothing is left, Connect puts a slash.
    environ.SCRIPT_NAME = whole;
    environ.PATH_INFO = '';
  } else environ.PATH_INFO = rest; // It was rewritten in front.
}
