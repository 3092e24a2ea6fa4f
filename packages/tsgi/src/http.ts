/** `tsgi/http`: all of `@tsgi/http`. */
export * from '@tsgi/http';
