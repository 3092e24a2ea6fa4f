/** A directory as a page. */

/** Something in a directory. */
export interface ListedFile {
  readonly name: string;
  readonly isFolder: boolean;
  /** In bytes. */
  readonly size: number;
  /** In milliseconds since 1970. */
  readonly modified: number;
}

/** What a page is made of. */
export interface ListingPage {
  /** The path of the directory, percent-encoded, with its slash. */
  readonly path: string;
  /** Whether there is a directory above it to go to. */
  readonly hasParent: boolean;
  readonly files: readonly ListedFile[];
  /** How many there are besides these. */
  readonly left: number;
}

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}th,td{padding:.2rem .8rem .2rem 0;text-align:left}' +
  'td:first-child{overflow-wrap:anywhere}.size,.date{white-space:nowrap;font-variant-numeric:tabular-nums}' +
  '.size{text-align:right}tbody tr:hover{background:color-mix(in srgb,currentColor 8%,transparent)}';

/** Directories first, then files, each by name as people sort them: `a2` before `a10`. */
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function sortListing(files: readonly ListedFile[]): ListedFile[] {
  return files.toSorted(
    (a, b) => Number(b.isFolder) - Number(a.isFolder) || byName.compare(a.name, b.name) || (a.name < b.name ? -1 : 1),
  );
}

/** The page: names are escaped as text and encoded as links, so that none is more than a name. */
export function listingPage({ path, hasParent, files, left }: ListingPage): string {
  const title = escapeHtml(`Index of ${decodePath(path)}`);
  const rows = sortListing(files).map(row);
  if (hasParent) rows.unshift('<tr><td><a href="../">..</a><td><td>');
  const more = left > 0 ? `<p>There are ${left} more.</p>\n` : '';
  return (
    '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n' +
    `<title>${title}</title>\n<style>${STYLE}</style>\n<main>\n<h1>${title}</h1>\n<table>\n` +
    '<thead><tr><th scope="col">Name<th scope="col" class="size">Size<th scope="col">Changed (UTC)</thead>\n' +
    `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n${more}</main>\n</html>\n`
  );
}

function row({ name, isFolder, size, modified }: ListedFile): string {
  const shown = escapeHtml(name) + (isFolder ? '/' : '');
  // With a dot before it, a name with a colon is not taken for a scheme.
  const link = `./${encodeURIComponent(name.toWellFormed())}${isFolder ? '/' : ''}`;
  const bytes = isFolder ? '' : `<span title="${size} bytes">${inUnits(size)}</span>`;
  return (
    `<tr><td><a href="${escapeHtml(link)}">${shown}</a><td class="size">${bytes}` +
    `<td class="date">${dateOf(modified)}`
  );
}

/** Some file systems keep times of years that have not four digits, which a page cannot say. */
function dateOf(modified: number): string {
  const time = new Date(modified);
  const year = time.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) return '';
  const date = time.toISOString();
  return `<time datetime="${date}">${date.slice(0, 16).replace('T', ' ')}</time>`;
}

/** A size as people read it: `4.2 KiB`. */
function inUnits(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
