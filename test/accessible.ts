import type { Page } from 'playwright-core';

/**
 * What stands in the way of somebody who does not see the page, or sees it badly: fields, buttons and pictures without a
 * name, headings that leave out a level, text with less contrast than WCAG 2.2 asks for (§1.4.3), a page without a
 * language or a title.
 */
export function barriers(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${inPage})()`);
}

// Text, since this program knows nothing of a document.
const inPage = `() => {
  const found = [];
  const name = (node) => node.tagName.toLowerCase() + (node.id && '#' + node.id);
  if (!document.documentElement.lang) found.push('no language');
  if (!document.title) found.push('no title');
  if (document.querySelectorAll('h1').length !== 1 || document.querySelectorAll('main').length !== 1) found.push('not one h1 in one main');
  for (const field of document.querySelectorAll('input:not([type=hidden]), textarea, select')) {
    if (!field.labels.length) found.push(name(field) + ' has no label');
    const problem = field.getAttribute('aria-describedby');
    if (problem !== null && !document.getElementById(problem)) found.push(name(field) + ' is described by nothing');
  }
  for (const node of document.querySelectorAll('button, a, summary')) {
    // What is folded away has no innerText.
    if (!(node.checkVisibility() ? node.innerText : node.textContent).trim()) found.push(name(node) + ' has no name');
  }
  for (const image of document.querySelectorAll('img')) if (!image.alt) found.push(name(image) + ' has no alt');
  let level = 1;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) found.push(name(heading) + ' leaves out a level');
    level = own;
  }
  const parse = (color) => {
    const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
    return { channels: [r, g, b], a };
  };
  const luminance = (channels) => {
    const [r, g, b] = channels.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const { channels, a } = parse(getComputedStyle(at).backgroundColor);
      if (a === 1) return channels;
    }
    return [255, 255, 255];
  };
  for (const node of document.querySelectorAll('body *')) {
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
    const style = getComputedStyle(node);
    const [light, dark] = [luminance(parse(style.color).channels), luminance(background(node))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(name(node) + ' "' + node.innerText.slice(0, 20) + '" has contrast ' + ratio.toFixed(2));
  }
  return found;
}`;
