import { describe, expect, test } from 'vitest';

import { placesOf, type Place } from '../src/template-places.ts';

const places = (strings: TemplateStringsArray, ..._values: readonly unknown[]): readonly Place[] => placesOf(strings);

test('knows text from attributes', () => {
  expect(places`<a href="${1}">${2}</a>${3}`).toEqual(['attribute', 'text', 'text']);
});

describe('a value', () => {
  test.each<[string, readonly Place[], Place]>([
    ['between tags', places`<p>${1}</p>`, 'text'],
    ['at the start', places`${1}<p>`, 'text'],
    ['after an equals sign in text', places`<p>a=${1}</p>`, 'text'],
    ['after a lone < in text', places`<p>a < b ${1}</p>`, 'text'],
    ['in a title', places`<title>${1}</title>`, 'text'],
    ['in a comment', places`<!-- <a b=${1} -->`, 'text'],
    ['after a comment', places`<!-- <a b= -->${1}`, 'text'],
    ['after a comment that ends with a bang', places`<!-- a --!><script>${1}</script>`, 'script'],
    ['after a comment with nothing in it', places`<!--><script>${1}</script>-->`, 'script'],
    ['after a comment with a dash in it', places`<!---><script>${1}</script>-->`, 'script'],
    ['in a comment that begins with a bang', places`<!--!><a b=${1} -->`, 'text'],
    ['in double quotes', places`<a b="c ${1} d">`, 'attribute'],
    ['in single quotes', places`<a b='c">${1}'>`, 'attribute'],
    ['in quotes after space', places`<a b = "${1}">`, 'attribute'],
    ['in a second attribute', places`<a b="c" d='${1}'>`, 'attribute'],
    ['in a handler of events', places`<a onclick="f('${1}')">`, 'program'],
    ['in one in capitals, behind space, and in single quotes', places`<a b OnClick = '${1}'>`, 'program'],
    ['in one behind a slash', places`<img/onerror="${1}">`, 'program'],
    ['in one behind an attribute in quotes', places`<a b="c"onclick="${1}">`, 'program'],
    ['in one behind an attribute without them', places`<a b=c onclick="${1}">`, 'program'],
    ['in one over several lines', places`<a\n  onclick\n  =\n  "${1}">`, 'program'],
    ['in a page', places`<iframe srcdoc="${1}"></iframe>`, 'program'],
    ['behind a handler', places`<a onclick="f()" b="${1}">`, 'attribute'],
    ['behind the name of a handler', places`<a onclick b="${1}">`, 'attribute'],
    ['in what only ends like a handler', places`<a data-onclick="${1}">`, 'attribute'],
    ['without quotes', places`<a b=${1}>`, 'unquoted'],
    ['in a handler without quotes', places`<a onclick=${1}>`, 'unquoted'],
    ['without quotes, after space', places`<a b= ${1}>`, 'unquoted'],
    ['without quotes, behind some', places`<a b=c${1}>`, 'unquoted'],
    ['behind a no-break space, which opens a value', places`<a b=\u00a0"${1}">`, 'unquoted'],
    ['behind a no-break space, which ends no value', places`<a b=c\u00a0${1}>`, 'unquoted'],
    ['within a tag', places`<a ${1}>`, 'tag'],
    ['as the name of an attribute', places`<a ${1}="b">`, 'tag'],
    ['after an attribute without quotes', places`<a b=c ${1}>`, 'tag'],
    ['as the name of a tag', places`<${1}>`, 'tag'],
    ['as part of the name of a tag', places`<h${1}>`, 'tag'],
    ['as the name of an end tag', places`</${1}>`, 'tag'],
    ['in a doctype', places`<!doctype ${1}>`, 'tag'],
    ['in a script', places`<script>${1}</script>`, 'script'],
    ['in a script with attributes', places`<SCRIPT type="module">if (a < b) ${1}</script>`, 'script'],
    ['in a style', places`<style>a { color: ${1} }</style>`, 'script'],
    ['behind what ends no script', places`<script>"</scripts>"; ${1}</script>`, 'script'],
    ['after a script with letters that grow in lower case', places`<script>"İİİİİİİİİİ"</script><p>${1}`, 'text'],
    ['after a script', places`<script>"<p>"</script >${1}`, 'text'],
    ['in the src of a script', places`<script src="${1}"></script>`, 'attribute'],
  ])('%s', (_where, [place], expected) => {
    expect(place).toBe(expected);
  });
});

test('goes on from value to value', () => {
  expect(places`<a b="${1}" c=${2} ${3}>${4}<script>${5}</script>${6}`).toEqual([
    'attribute',
    'unquoted',
    'tag',
    'text',
    'script',
    'text',
  ]);
});

test('is worked out once for each template', () => {
  const made = [1, 2].map((value) => places`<p>${value}</p>`);
  expect(made[0]).toBe(made[1]);
});

test('may be within a tag from the start', () => {
  const strings = ((template: TemplateStringsArray, ..._values: readonly number[]) =>
    template)`a="${1}" b=${2} ${3}>${4}`;
  expect(placesOf(strings, 'tag')).toEqual(['attribute', 'unquoted', 'tag', 'text']);
  expect(placesOf(strings)).toEqual(['text', 'text', 'text', 'text']);
});
