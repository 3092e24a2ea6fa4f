import { expect, test } from 'vitest';

import { joinTexts } from '../src/join-texts.ts';

const text = (value: string) => ({ type: 'text', value }) as const;
const param = { type: 'param', name: 'id' } as const;

test('makes one text of those that follow each other, and keeps what stands between them', () => {
  expect(joinTexts([text('/a'), text('/b'), param, text('.'), text('json')])).toEqual([
    text('/a/b'),
    param,
    text('.json'),
  ]);
});

test('changes none of the texts that it is given', () => {
  const [first, second] = [Object.freeze(text('/a')), Object.freeze(text('/b'))];
  expect(joinTexts([first, second])).toEqual([text('/a/b')]);
});
