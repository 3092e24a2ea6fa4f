/** The application that a scraper asks for metrics. */

import type { Application, Environ } from '@tsgi/contract';
import { parseQualityValues } from '@tsgi/http';

import { type ExpositionFormat, MEDIA_TYPES } from './exposition.ts';
import type { PromRegistry } from './prom-client-instruments.ts';

/** Answers `GET` with the metrics as they are then, in the format that `Accept` asks for. */
export function metricsEndpoint(text: (format: ExpositionFormat) => string): Application {
  return function metricsText(environ, startResponse) {
    if (!isRead(environ)) return refuse(startResponse);
    const format = expositionFormat(environ.HTTP_ACCEPT);
    startResponse('200 OK', [
      ['Content-Type', MEDIA_TYPES[format]],
      ['Cache-Control', 'no-store'],
      ['Vary', 'Accept'],
    ]);
    return [text(format)];
  };
}

/** Answers `GET` with all that is in a registry of `prom-client`, in the format that it has. */
export function registryEndpoint(registry: PromRegistry): Application {
  return async function registryText(environ, startResponse) {
    if (!isRead(environ)) return refuse(startResponse);
    const text = await registry.metrics();
    startResponse('200 OK', [
      ['Content-Type', registry.contentType],
      ['Cache-Control', 'no-store'],
    ]);
    return [text];
  };
}

/** OpenMetrics where it is asked for by name, and wanted no less than plain text is. */
export function expositionFormat(accept: string | undefined): ExpositionFormat {
  if (accept === undefined) return 'prometheus';
  let open = 0;
  let plain = 0;
  for (const { value, quality } of parseQualityValues(accept)) {
    if (value === 'application/openmetrics-text') open = Math.max(open, quality);
    else if (value === 'text/plain') plain = Math.max(plain, quality);
  }
  return open > 0 && open >= plain ? 'openmetrics' : 'prometheus';
}

function isRead({ REQUEST_METHOD }: Environ): boolean {
  return REQUEST_METHOD === 'GET' || REQUEST_METHOD === 'HEAD';
}

function refuse(startResponse: Parameters<Application>[1]): string[] {
  startResponse('405 Method Not Allowed', [
    ['Allow', 'GET, HEAD'],
    ['Content-Type', 'text/plain; charset=utf-8'],
  ]);
  return ['405 Method Not Allowed\n'];
}
