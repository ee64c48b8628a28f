import { describe, expect, it } from 'vitest';
import { readBoolean, readDate, readImdbId, readNumber, readText, readTmdbId } from './values';

describe('readNumber', () => {
  it.each([
    ['30000000', 3e7],
    ['0', 0],
    ['0.0', 0],
    ['1e-06', 1e-6],
    ['-5', -5],
    ['.5', 0.5],
    [' 7.7 ', 7.7],
    ['$30,000,000', 3e7],
    ['1,234.5', 1234.5],
  ])('%j is a number', (cell, value) => {
    expect(readNumber(cell)).toEqual({ value, unreadable: false });
  });

  it.each(['', ' ', 'nan', 'NaN', 'None', 'null', 'N/A'])('%j is missing', (cell) => {
    expect(readNumber(cell)).toEqual({ value: null, unreadable: false });
  });

  it.each(['/ff9qCepilowshEtG2GYWwzt2bs4.jpg', '1,2', '12 million', '1e999', 'Infinity', '0x10', '--1'])(
    '%j is missing, and something else stands there',
    (cell) => {
      expect(readNumber(cell)).toEqual({ value: null, unreadable: true });
    },
  );
});

describe('readDate', () => {
  it.each([
    ['1995-10-30', '1995-10-30', 1995],
    ['1995-1-3', '1995-01-03', 1995],
    ['1995-10-30T00:00:00Z', '1995-10-30', 1995],
    ['10/30/1995', '1995-10-30', 1995],
    ['2004-02-29', '2004-02-29', 2004],
    ['1995', null, 1995],
    ['1995.0', null, 1995],
  ])('%j', (cell, date, year) => {
    expect(readDate(cell)).toEqual({ value: { date, year }, unreadable: false });
  });

  it.each(['2003-02-29', '1995-13-01', '30/10/1995', '1', 'soon'])('%j is no date', (cell) => {
    expect(readDate(cell)).toEqual({ value: null, unreadable: true });
  });

  it('is missing where the cell is empty', () => {
    expect(readDate('')).toEqual({ value: null, unreadable: false });
  });
});

describe('identifiers', () => {
  it('reads TMDb ids', () => {
    expect(
      ['862', ' 862 ', '862.0', '0862', '1997-08-20', '0', '', 'tt0114709', '-1'].map(readTmdbId),
    ).toEqual(['862', '862', '862', '862', null, null, null, null, null]);
  });

  it('reads IMDb ids', () => {
    const cells = [
      'tt0114709',
      'TT0114709',
      '114709',
      '0114709',
      '114709.0',
      'https://www.imdb.com/title/tt0114709/',
    ];
    for (const cell of cells) expect(readImdbId(cell)).toBe('tt0114709');
    expect(readImdbId('tt10872600')).toBe('tt10872600');
    for (const cell of ['', '0', 'nm0000001', 'tt', 'butt0114709', 'en']) expect(readImdbId(cell)).toBe(null);
  });
});

it('reads booleans and text', () => {
  expect(['True', 'false', '1', '0', 'no', '', 'maybe'].map(readBoolean)).toEqual([
    true,
    false,
    true,
    false,
    false,
    null,
    null,
  ]);
  expect(['/a.jpg', ' ', 'NaN'].map(readText)).toEqual(['/a.jpg', null, null]);
});
