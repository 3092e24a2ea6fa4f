import { builtIn } from './built-in.ts';

interface Runtime {
  readonly Deno?: { readonly noColor: boolean };
  readonly process: { readonly env: Readonly<Record<string, string | undefined>> };
}

/** Whether a descriptor is a terminal that shows colours, and nobody has asked for none (no-color.org). */
export function showsColors(fd: number): boolean {
  if (builtIn('node:tty')?.isatty(fd) !== true) return false;
  const { Deno: deno, process } = globalThis as unknown as Runtime;
  // Deno stops, and asks its user whether the program may look at the environment.
  if (deno !== undefined) return !deno.noColor;
  return !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
