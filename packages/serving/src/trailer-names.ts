/**
 * Fields that may not be trailers, in either direction: those that frame, route, authenticate, control or describe a
 * message must be known before its content (RFC 9110 §6.5.1).
 */
export const FORBIDDEN_TRAILERS: ReadonlySet<string> = new Set(
  `age authorization cache-control connection content-encoding content-length content-location content-range content-type
   cookie date expect expires host if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive
   location max-forwards pragma proxy-authenticate proxy-authorization proxy-connection range retry-after set-cookie te
   trailer transfer-encoding upgrade vary warning www-authenticate`.split(/\s+/),
);
