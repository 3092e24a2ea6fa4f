import { HttpError, type Environ } from '@tsgi/contract';
import { parseContentType, type ContentType } from '@tsgi/http';

/**
 * The request's media type, where `fits` takes it.
 * @throws {HttpError} 415 with `Accept`, which names what would do (RFC 9110 §15.5.16), where it does not.
 */
export function expectMediaType(environ: Environ, fits: (type: string) => boolean, accept: string): ContentType {
  refuseContentCoding(environ);
  const contentType = parseContentType(environ.CONTENT_TYPE);
  if (contentType !== undefined && fits(contentType.type)) return contentType;
  const got = contentType === undefined ? 'no media type' : contentType.type;
  throw new HttpError(415, `expected a body of ${accept}, got ${got}`, { headers: [['Accept', accept]] });
}

/**
 * Refuses a body that is compressed: whoever decompresses it removes `Content-Encoding`, and bounds what comes out.
 * @throws {HttpError} 415 with `Accept-Encoding` (RFC 9110 §15.5.16).
 */
export function refuseContentCoding(environ: Environ): void {
  const coding = environ['HTTP_CONTENT_ENCODING'];
  if (coding === undefined || coding === '' || coding.toLowerCase() === 'identity') return;
  throw new HttpError(415, 'a body with a Content-Encoding is not accepted', {
    headers: [['Accept-Encoding', 'identity']],
  });
}
