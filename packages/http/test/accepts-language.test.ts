import Negotiator from 'negotiator';
import { expect, test } from 'vitest';

import { acceptsLanguage } from '@tsgi/http';

test('reads the example of RFC 9110', () => {
  expect(acceptsLanguage('da, en-gb;q=0.8, en;q=0.7', ['en', 'da'])).toBe('da');
  expect(acceptsLanguage('da, en-gb;q=0.8, en;q=0.7', ['en-US', 'en-GB'])).toBe('en-GB');
});

test.each<[string, string | undefined, string[], string | undefined]>([
  ['gives the first when nothing is said', undefined, ['en', 'de'], 'en'],
  ['gives none when nothing is wanted', '', ['en', 'de'], undefined],
  ['gives none when none is wanted', 'fr', ['en', 'de'], undefined],
  ['takes the one that is wanted most', 'de;q=0.5, en', ['de', 'en'], 'en'],
  ['takes the first that is named of those wanted equally', 'de, en', ['en', 'de'], 'de'],
  ['takes the first that it has by *', '*', ['en', 'de'], 'en'],
  ['takes what has a name before *', '*;q=0.5, de', ['en', 'de'], 'de'],
  ['takes a variety for its language', 'en', ['de', 'en-GB'], 'en-GB'],
  ['takes a language for its variety', 'en-GB', ['de', 'en'], 'en'],
  ['does not take one variety for another', 'en-GB', ['en-US'], undefined],
  ['takes a script for all its regions', 'zh-Hant', ['zh-Hant-TW'], 'zh-Hant-TW'],
  ['takes a language for a region of its script', 'zh-Hant-TW, *;q=0.1', ['en', 'zh'], 'zh'],
  ['takes the longest that will do', 'zh-Hant-TW, zh;q=0.5', ['zh', 'zh-Hant'], 'zh-Hant'],
  ['does not take what begins with the same letters', 'en', ['enm', 'eng-US'], undefined],
  ['knows tags in any letter case', 'EN-gb', ['en-GB'], 'en-GB'],
  ['never takes what has q=0', 'en;q=0, *', ['en', 'en-GB', 'de'], 'de'],
  ['takes a variety of what has q=0, if it is named itself', 'en;q=0, en-GB', ['en', 'en-GB'], 'en-GB'],
  ['does not take a language for a variety that has q=0', 'en-GB;q=0', ['en'], undefined],
  [
    'takes a language for its variety also where it is wanted less itself',
    'en-GB, en;q=0.5, de;q=0.8',
    ['de', 'en'],
    'en',
  ],
  ['does not take a language that is refused for its variety', 'en-GB, en;q=0', ['en'], undefined],
  ['takes the closest of several that will do', 'en-GB-oed', ['en', 'en-GB'], 'en-GB'],
  ['gives none of none', 'en', [], undefined],
])('acceptsLanguage %s', (_, field, available, language) => {
  expect(acceptsLanguage(field, available)).toBe(language);
});

test('why it is not negotiator: that compares the first subtag alone', () => {
  const negotiator = new Negotiator({ headers: { 'accept-language': 'zh-Hant' } });
  expect(negotiator.languages(['zh-Hant-TW'])).toEqual([]);
});
