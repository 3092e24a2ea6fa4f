/** `tsgi/server`: all of `@tsgi/server`. */
export * from '@tsgi/server';
