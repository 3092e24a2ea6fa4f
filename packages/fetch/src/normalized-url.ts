/** URLs as Fetch spells them. */

/** A path without dot segments, and a query, in characters that a URL keeps as they are (WHATWG URL, "percent-encode sets"). */
const PLAIN = /^(?:\/(?!\.|%2e)[\w!$%&()*+,\-.:;=@~]*)+(?:\?[\w!$%&()*+,\-./:;=?@~]*)?$/i;

/** The origin that was last seen to be spelled as a URL spells it. */
let origin = '';

/**
 * What `new URL(url).href` is.
 * @throws {TypeError} for what is no URL.
 */
export function normalizedUrl(url: string): string {
  if (origin !== '' && url.startsWith(origin) && PLAIN.test(url.slice(origin.length))) return url;
  const { href } = new URL(url);
  if (href === url) origin = url.slice(0, url.indexOf('/', url.indexOf('//') + 2));
  return href;
}
