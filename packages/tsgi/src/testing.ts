/** `tsgi/testing`: all of `@tsgi/testing`. */
export * from '@tsgi/testing';
