import { describe, expect, test } from 'vitest';

import { formatHttpDate, parseHttpDate } from '@tsgi/http';

import { randomNumbers } from '../../../test/random-numbers.ts';

const example = Date.UTC(1994, 10, 6, 8, 49, 37);

test('reads and writes the date of RFC 9110', () => {
  expect(formatHttpDate(example)).toBe('Sun, 06 Nov 1994 08:49:37 GMT');
  expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(example);
});

describe('parseHttpDate', () => {
  test.each([
    ['reads IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', example],
    ['reads the form of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', example],
    ['reads the form of asctime', 'Sun Nov  6 08:49:37 1994', example],
    ['reads a day of two digits in asctime', 'Wed Nov 16 08:49:37 1994', Date.UTC(1994, 10, 16, 8, 49, 37)],
    ['reads the longest name of a day', 'Wednesday, 09-Nov-94 00:00:00 GMT', Date.UTC(1994, 10, 9)],
    ['reads the beginning of 1970', 'Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['reads a time before 1970', 'Wed, 31 Dec 1969 23:59:59 GMT', -1000],
    ['reads the last second that there is', 'Fri, 31 Dec 9999 23:59:59 GMT', 253_402_300_799_000],
    ['takes a year of four digits as it is', 'Fri, 01 Jan 0099 00:00:00 GMT', Date.parse('0099-01-01T00:00:00Z')],
    ['takes a leap second for the second after it', 'Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2017, 0, 1)],
    ['reads 29 February of a leap year', 'Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
    ['reads 29 February of 2000', 'Tue, 29 Feb 2000 00:00:00 GMT', Date.UTC(2000, 1, 29)],
    ['does not ask whether the day of the week fits', 'Mon, 06 Nov 1994 08:49:37 GMT', example],
    ['refuses 29 February of another year', 'Wed, 29 Feb 2023 00:00:00 GMT', undefined],
    ['refuses 29 February of 1900', 'Thu, 29 Feb 1900 00:00:00 GMT', undefined],
    ['refuses 31 April', 'Mon, 31 Apr 2023 00:00:00 GMT', undefined],
    ['refuses day 0', 'Mon, 00 Apr 2023 00:00:00 GMT', undefined],
    ['refuses hour 24', 'Sun, 06 Nov 1994 24:00:00 GMT', undefined],
    ['refuses minute 60', 'Sun, 06 Nov 1994 08:60:00 GMT', undefined],
    ['refuses second 61', 'Sun, 06 Nov 1994 08:49:61 GMT', undefined],
    ['refuses another zone', 'Sun, 06 Nov 1994 08:49:37 UTC', undefined],
    ['refuses an offset', 'Sun, 06 Nov 1994 08:49:37 +0000', undefined],
    ['refuses a name of no day', 'Sub, 06 Nov 1994 08:49:37 GMT', undefined],
    ['refuses a name of no month', 'Sun, 06 Nob 1994 08:49:37 GMT', undefined],
    ['refuses other letter case', 'sun, 06 nov 1994 08:49:37 gmt', undefined],
    ['refuses a short name of the day in the form of RFC 850', 'Sun, 06-Nov-94 08:49:37 GMT', undefined],
    ['refuses a sign', 'Sun, +6 Nov 1994 08:49:37 GMT', undefined],
    ['refuses a space for a digit', 'Sun,  6 Nov 1994 08:49:37 GMT', undefined],
    ['refuses other marks in IMF-fixdate', 'Sun, 06-Nov-1994 08:49:37 GMT', undefined],
    ['refuses other marks in a time', 'Sun, 06 Nov 1994 08.49.37 GMT', undefined],
    ['refuses other marks in the form of RFC 850', 'Sunday, 06 Nov 94 08:49:37 GMT', undefined],
    ['refuses other marks in the form of asctime', 'Sun-Nov- 6-08:49:37-1994', undefined],
    ['refuses ISO 8601', '1994-11-06T08:49:37Z', undefined],
    ['refuses a number', '784111777', undefined],
    ['refuses nothing', '', undefined],
    ['refuses a space at the end', 'Sun, 06 Nov 1994 08:49:37 GMT ', undefined],
  ])('%s', (_, text, time) => {
    expect(parseHttpDate(text)).toBe(time);
  });

  test.each([
    ['takes a year of two digits for one of this century', '01-Jan-26', '2026-11-23', 2026],
    ['takes it for one that lies less than 50 years ahead', '23-Nov-76', '2026-11-23', 2076],
    ['takes it for one of the last century when it were more than 50 years ahead', '24-Nov-76', '2026-11-23', 1976],
    ['takes it for one of the last century at its end', '31-Dec-99', '2026-11-23', 1999],
    ['counts from the century of the present', '01-Jan-99', '2049-01-01', 2099],
    ['finds a leap day that only the past has', '29-Feb-00', '2001-01-01', 2000],
    ['refuses a leap day that its year does not have', '29-Feb-00', '2149-01-01', undefined],
  ])('%s', (_, date, now, year) => {
    const time = parseHttpDate(`Monday, ${date} 00:00:00 GMT`, Date.parse(now));
    expect(time && new Date(time).getUTCFullYear()).toBe(year);
  });

  test('reads what formatHttpDate writes, for times all over the calendar', () => {
    const { seed, below } = randomNumbers();
    for (let i = 0; i < 2_000; i++) {
      const time = (below(2 ** 32) * 59 - 62_167_219_200) * 1000;
      expect(parseHttpDate(formatHttpDate(time)), `seed ${seed}: ${time}`).toBe(time);
    }
  });
});

describe('formatHttpDate', () => {
  test.each([
    ['takes a Date too', new Date(example), 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['drops a fraction of a second', example + 999.9, 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['drops it downwards before 1970', -1, 'Wed, 31 Dec 1969 23:59:59 GMT'],
    ['writes four digits of any year', Date.parse('0099-01-01T00:00:00Z'), 'Thu, 01 Jan 0099 00:00:00 GMT'],
  ])('%s', (_, time, text) => {
    expect(formatHttpDate(time)).toBe(text);
    expect(formatHttpDate(time)).toBe(text);
  });

  test('keeps apart seconds that are remembered in the same place', () => {
    const times = Array.from({ length: 200 }, (_, index) => example + index * 64_000);
    for (const time of [...times, ...times]) expect(formatHttpDate(time)).toBe(new Date(time).toUTCString());
  });

  test.each([
    ['NaN', Number.NaN],
    ['an invalid Date', new Date('?')],
    ['infinity', Number.POSITIVE_INFINITY],
    ['the year 10000', 253_402_300_800_000],
    ['the year -1', Date.parse('-000001-12-31T23:59:59Z')],
  ])('refuses %s', (_, time) => {
    expect(() => formatHttpDate(time)).toThrow(TypeError);
  });
});
