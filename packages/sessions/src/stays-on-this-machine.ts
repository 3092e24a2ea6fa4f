import type { Environ } from '@tsgi/contract';

/** Hosts that a browser looks for nowhere but on its own machine (Secure Contexts §3.1, RFC 6761 §6.3). */
const LOCAL_HOST = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:[a-z\d-]+\.)*localhost)(?::\d+)?$/i;

/** Whether a browser asks the machine that it runs on, and no proxy says that somebody else does. */
export function staysOnThisMachine(environ: Environ): boolean {
  return (
    LOCAL_HOST.test(environ.HTTP_HOST ?? '') &&
    environ['HTTP_FORWARDED'] === undefined &&
    environ['HTTP_X_FORWARDED_FOR'] === undefined &&
    environ['HTTP_X_FORWARDED_PROTO'] === undefined
  );
}
