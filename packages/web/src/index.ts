/** `@tsgi/web`: what a small web app is written with. */

// Requests
export { HttpRequest } from './http-request.ts';
export { answer, handler } from './handler.ts';
export type { Handler, NoParams } from './handler.ts';

// Request bodies
export type { BodyOptions } from './request-body.ts';
export type { FormPart } from './form-part.ts';
export type { MultipartOptions } from './multipart.ts';

// Responses
export { bytes } from './bytes.ts';
export type { TypedResponseOptions } from './bytes.ts';
export { empty } from './empty.ts';
export { eventStream } from './event-stream.ts';
export type { EventSource, EventStreamContext, EventStreamOptions } from './event-stream.ts';
export type { ServerSentEvent } from './server-sent-event.ts';
export { file } from './file.ts';
export type { FileOptions } from './file.ts';
export { json } from './json.ts';
export { notFound } from './not-found.ts';
export { refusal } from './refusal.ts';
export { page } from './page.ts';
export type { PageOptions } from './page.ts';
export { problem } from './problem.ts';
export type { ProblemDetails } from './problem.ts';
export { redirect } from './redirect.ts';
export type { RedirectOptions } from './redirect.ts';
export { stream } from './stream.ts';
export type { StreamSource } from './stream.ts';
export { text } from './text.ts';
export type { ResponseOptions } from './response-options.ts';
export type { CookieChange, DeleteCookie, SetCookie } from './cookie-change.ts';

// HTML
export { html, raw } from './html.ts';
export type { HtmlValue } from './html.ts';
export type { Fragment } from './fragment.ts';

// Errors
export { errors } from './errors.ts';
export type { ErrorsOptions, FailedRequest } from './errors.ts';
export type { Failure } from './failure.ts';
export type { ReadSource } from './development-page.ts';
export { HttpError } from '@tsgi/contract';
export type { HttpErrorOptions } from '@tsgi/contract';
export { ValidationError } from './check-schema.ts';
export type { Issue } from './check-schema.ts';
