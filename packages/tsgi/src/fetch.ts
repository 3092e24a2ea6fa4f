/** `tsgi/fetch`: all of `@tsgi/fetch`. */
export * from '@tsgi/fetch';
