/** `tsgi/sessions`: all of `@tsgi/sessions`. */
export * from '@tsgi/sessions';
