/** `@tsgi/web`: what a small web app is written with. */

// Requests
export { HttpRequest } from './http-request.ts';
export { answer, handler } from './handler.ts';
export type { Handler, NoParams } from './handler.ts';
export { checkProxies } from './trusted-proxies.ts';
export type { ProxyOptions, TrustedProxies } from './trusted-proxies.ts';

// Responses
export { json } from './json.ts';
export { page } from './page.ts';
export type { PageOptions } from './page.ts';
export { text } from './text.ts';
export type { ResponseOptions } from './response-options.ts';
export type { CookieChange, DeleteCookie, SetCookie } from './cookie-change.ts';

// HTML
export { html, raw } from './html.ts';
export type { HtmlValue } from './html.ts';
export type { Fragment } from './fragment.ts';

// Errors
export { HttpError } from '@tsgi/contract';
export type { HttpErrorOptions } from '@tsgi/contract';
