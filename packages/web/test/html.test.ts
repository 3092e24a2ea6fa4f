import { describe, expect, test } from 'vitest';

import { html, raw } from '@tsgi/web';

test('escapes values and keeps the template', () => {
  expect(String(html`<p title="${'"'}">${'<script>'}</p>`)).toBe('<p title="&quot;">&lt;script&gt;</p>');
});

describe('a value', () => {
  test.each([
    ['text', 'a', 'a'],
    ['a number', 7, '7'],
    ['a bigint', 7n, '7'],
    ['zero', 0, '0'],
    ['null', null, ''],
    ['undefined', undefined, ''],
    ['true', true, ''],
    ['false', false, ''],
    ['an array', ['<', 1, ['>']], '&lt;1&gt;'],
    ['no array', [], ''],
    ['a fragment', html`<b>${'&'}</b>`, '<b>&amp;</b>'],
    ['raw HTML', raw('<br>'), '<br>'],
    ['an array of fragments', ['a', 'b'].map((item) => html`<li>${item}</li>`), '<li>a</li><li>b</li>'],
  ])('that is %s', (_what, value, expected) => {
    expect(String(html`${value}`)).toBe(expected);
  });

  test.each([
    ['an object', {}],
    ['what looks like a fragment', JSON.parse('{"isAsync":false,"parts":"<script>","toString":"a"}')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => {}],
    ['a symbol', Symbol('a')],
  ])('that is %s is refused', (_what, value) => {
    expect(() => html`${value as never}`).toThrow(/^html: expected text/);
  });

  test('that inherits from a fragment is none', () => {
    expect(() => html`${Object.create(html`a`) as never}`).toThrow(TypeError);
  });
});

describe('a place that escaping does not make safe', () => {
  test('is an attribute without quotes', () => {
    expect(() => html`<a b=${'c'}>`).toThrow(/put quotes around the attribute/);
    expect(() => html`<a b=${html`c`}>`).toThrow(/put quotes around the attribute/);
  });

  test('is within a tag, unless for a fragment', () => {
    expect(() => html`<a ${'onclick=alert(1)'}>`).toThrow(/within a tag must be/);
    expect(String(html`<input ${html`checked`}>`)).toBe('<input checked>');
    expect(String(html`<input ${false}>`)).toBe('<input >');
  });

  test('is a script, unless for a fragment', () => {
    expect(() => html`<script>${'alert(1)'}</script>`).toThrow(/must be raw/);
    expect(() => html`<script>${1}</script>`).toThrow(/must be raw/);
    expect(String(html`<script>${raw('a < b')}</script>`)).toBe('<script>a < b</script>');
  });

  test('is an attribute that is a program or a page, unless for what is trusted', () => {
    expect(() => html`<a onclick="f('${"'); alert(1); ('"}')">`).toThrow(/^html: an attribute such as onclick/);
    expect(() => html`<iframe srcdoc="${'<script>'}">`).toThrow(/put it into a data- attribute/i);
    expect(() => html`<a onclick="${html`f(${1})`}">`).toThrow(/must be raw/);
    expect(() => html`<p ${html`onclick="${'f()'}"`}>`).toThrow(/within a tag must be/);
    expect(String(html`<a onclick="${raw('f()')}"${html` b="${2}"`}>`)).toBe('<a onclick="f()" b="2">');
    expect(String(html`<a onclick="f()" title="${'a&b'}">`)).toBe('<a onclick="f()" title="a&amp;b">');
  });

  test('is one for the values of a fragment, too', () => {
    const value = 'a onclick=alert(1)';
    expect(String(html`<p ${html`class="${value}" id='${1}'`}>`)).toBe(`<p class="${value}" id='1'>`);
    expect(() => html`<p ${html`class=${value}`}>`).toThrow(/within a tag must be/);
    expect(() => html`<p ${html`${value}`}>`).toThrow(/within a tag must be/);
    expect(() => html`<p ${[html`class=${value}`]}>`).toThrow(/within a tag must be/);
    expect(() => html`<script>${html`let a = ${value}`}</script>`).toThrow(/must be raw/);
    expect(String(html`<script>${html`let a = 1`}</script>`)).toBe('<script>let a = 1</script>');
  });

  test('is found in arrays and promises too', async () => {
    expect(() => html`<a ${['b']}>`).toThrow(/within a tag must be/);
    await expect(Array.fromAsync(html`<a ${Promise.resolve('b')}>`.chunks())).rejects.toThrow(/within a tag must be/);
  });
});
