/** `tsgi/fetch/workers`: all of `@tsgi/fetch/workers`. */
export * from '@tsgi/fetch/workers';
