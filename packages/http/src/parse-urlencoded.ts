/**
 * The pairs of a text in `application/x-www-form-urlencoded` (URL Standard §5.1), as queries and forms are: what is no such
 * text is guessed at, as browsers do. It takes time in proportion to the text. Node's own parser does not where pairs have no
 * `=`: a megabyte of them takes it ten seconds.
 */
export function parseUrlencoded(text: string): URLSearchParams {
  const pairs = lacksEquals(text) ? text.split('&').map(withEquals).join('&') : text;
  // URLSearchParams drops a `?` at the start, which here is part of a name.
  return new URLSearchParams(pairs.startsWith('?') ? `&${pairs}` : pairs);
}

function lacksEquals(text: string): boolean {
  for (let at = 0; at < text.length;) {
    const ampersand = text.indexOf('&', at);
    const end = ampersand < 0 ? text.length : ampersand;
    if (end > at) {
      const equals = text.indexOf('=', at);
      if (equals < 0 || equals > end) return true;
    }
    at = end + 1;
  }
  return false;
}

/** The same pair: one without `=` has an empty value. */
function withEquals(pair: string): string {
  return pair === '' || pair.includes('=') ? pair : `${pair}=`;
}
