/** `tsgi/router`: all of `@tsgi/router`. */
export * from '@tsgi/router';
