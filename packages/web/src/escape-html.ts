const SPECIAL = /[&<>"']/;

/**
 * Text as HTML that shows it: `&`, `<`, `>` and both quotes become character references. It is then safe between tags
 * and within a quoted attribute's value, and nowhere else.
 */
export function escapeHtml(text: string): string {
  let at = text.search(SPECIAL);
  if (at < 0) return text;
  let escaped = '';
  let from = 0;
  for (; at < text.length; at++) {
    const reference = referenceOf(text.charCodeAt(at));
    if (reference === '') continue;
    escaped += text.slice(from, at) + reference;
    from = at + 1;
  }
  return escaped + text.slice(from);
}

function referenceOf(code: number): string {
  switch (code) {
    case 0x26:
      return '&amp;';
    case 0x3c:
      return '&lt;';
    case 0x3e:
      return '&gt;';
    case 0x22:
      return '&quot;';
    case 0x27:
      return '&#39;';
    default:
      return '';
  }
}
