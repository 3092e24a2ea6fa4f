/** What this package uses of Node, Bun and Deno where it runs there: asked for at run time, so that it loads anywhere. */

/** The modules, and as much of each as is used. */
export interface BuiltIns {
  'node:async_hooks': AsyncHooks;
  'node:fs': FileSystem;
  'node:tty': { isatty(fd: number): boolean };
  'node:worker_threads': { readonly isMainThread: boolean };
}

/** Of `node:async_hooks`. */
export interface AsyncHooks {
  readonly AsyncLocalStorage: new <T>() => { run<R>(store: T, fn: () => R): R; getStore(): T | undefined };
}

/** Of `node:fs`. */
export interface FileSystem {
  openSync(path: string, flags: 'a', mode: number): number;
  open(path: string, flags: 'a', mode: number, done: (error: Error | null, fd: number) => void): void;
  write(
    fd: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: null,
    done: (error: Error | null, written: number) => void,
  ): void;
  writeSync(fd: number, bytes: Uint8Array, offset: number): number;
  fstatSync(fd: number): { isFile(): boolean; readonly size: number };
  close(fd: number, done: (error: Error | null) => void): void;
}

interface Runtime {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
}

/** A module of the runtime, or `undefined` where there is none. */
export function builtIn<Name extends keyof BuiltIns>(name: Name): BuiltIns[Name] | undefined {
  return (globalThis as Runtime).process?.getBuiltinModule?.(name) as BuiltIns[Name] | undefined;
}
