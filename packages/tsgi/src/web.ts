/** `tsgi/web`: all of `@tsgi/web`. */
export * from '@tsgi/web';
