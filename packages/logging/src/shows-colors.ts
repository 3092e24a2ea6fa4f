import { builtIn } from './built-in.ts';

interface Runtime {
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> };
}

/** Whether a descriptor is a terminal that shows colours, and nobody has asked for none (no-color.org). */
export function showsColors(fd: number): boolean {
  if (builtIn('node:tty')?.isatty(fd) !== true) return false;
  try {
    const { env } = (globalThis as Runtime).process!;
    return !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  } catch {
    // Deno asks for a permission to look at these.
    return true;
  }
}
