// Read back by papaparse: a second opinion on RFC 4180.
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { genreHead, type Head } from '../heads';
import { runPredictionsCsv, unlabelledPredictionsCsv } from './predictions-csv';
import { headRun } from '../run/testing/head-run';

const EXACT = { formulas: 'keep' } as const;
const classNames = ['Comedy', 'Horror, "slasher"'];
const probabilities = Float32Array.of(0.1, 0.9, 1 / 3, 2 / 3, 1e-9, 1);

describe('runPredictionsCsv', () => {
  const text = runPredictionsCsv(
    {
      heads: [genreHead(classNames)],
      predictions: {
        keys: ['1', '2', '3'],
        files: ['a.jpg', 'posters/b, "c".jpg', 'line\nend.jpg'],
        titles: ['A', 'B', 'C'],
        splits: ['train', 'validation', 'test'],
        actual: Int32Array.of(0, 1, 1),
        answers: Float32Array.of(0, 1, 1),
        probabilities,
      },
    },
    EXACT,
  );
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });

  it('has one line per poster, whatever characters the names contain', () => {
    expect(errors).toEqual([]);
    expect(data[0]).toEqual(['file', 'split', 'actual', 'predicted', ...classNames]);
    expect(data.slice(1).map((row) => row.slice(0, 4))).toEqual([
      ['a.jpg', 'train', 'Comedy', classNames[1]],
      ['posters/b, "c".jpg', 'validation', classNames[1], classNames[1]],
      ['line\nend.jpg', 'test', classNames[1], classNames[1]],
    ]);
  });

  it('preserves every probability as the same float32', () => {
    const back = data.slice(1).flatMap((row) => row.slice(4).map(Number));
    expect(Float32Array.from(back)).toEqual(probabilities);
  });
});

describe('predictions of several heads', () => {
  const GENRES: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['a', 'b'], unit: null };
  const SCORE: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };
  const PAID: Head = {
    task: 'box-office',
    kind: 'class',
    title: 'Box office',
    names: ['no', 'yes'],
    unit: null,
  };
  const parse = (text: string) => Papa.parse<string[]>(text, { skipEmptyLines: true }).data;

  it('have two columns per head, labels joined in one cell, and empty cells for missing answers', () => {
    const run = headRun(
      ['train', 'validation', 'test'],
      [
        { head: GENRES, answers: [1, 1, 0, 0, NaN, NaN], outputs: [0.5, 0.6, 0.4, 0.49, 0.9, 0.1] },
        { head: PAID, answers: [1, NaN, 0], outputs: [0.25, 0.75, 0.75, 0.25, 0.5, 0.5] },
        { head: SCORE, answers: [6.5, 7, NaN], outputs: [6, 7.25, 8] },
      ],
    );
    expect(parse(runPredictionsCsv(run, EXACT))).toEqual([
      (
        'file,split,Genres actual,Genres predicted,Box office actual,Box office predicted,Score actual,' +
        'Score predicted,Genres: a,Genres: b,Box office: no,Box office: yes'
      ).split(','),
      ['film 0.jpg', 'train', 'a|b', 'a|b', 'yes', 'yes', '6.5', '6', '0.5', '0.600000024', '0.25', '0.75'],
      [
        'film 1.jpg',
        'validation',
        '',
        '',
        '',
        'no',
        '7',
        '7.25',
        '0.400000006',
        '0.49000001',
        '0.75',
        '0.25',
      ],
      ['film 2.jpg', 'test', '', 'a', 'no', 'no', '', '8', '0.899999976', '0.100000001', '0.5', '0.5'],
    ]);
  });

  it('of a single value are one number', () => {
    const run = headRun(['test'], [{ head: SCORE, answers: [6.5], outputs: [6] }]);
    expect(parse(runPredictionsCsv(run, EXACT))).toEqual([
      ['file', 'split', 'actual', 'predicted'],
      ['film 0.jpg', 'test', '6.5', '6'],
    ]);
  });

  it('of unlabelled posters have no actual column', () => {
    const probabilities = Float32Array.of(0.75, 0.25, 8);
    const unlabelled = { heads: [GENRES, SCORE], files: ['x.jpg'], probabilities };
    expect(parse(unlabelledPredictionsCsv(unlabelled, EXACT))).toEqual([
      ['file', 'split', 'Genres predicted', 'Score predicted', 'Genres: a', 'Genres: b'],
      ['x.jpg', '', 'a', '8', '0.75', '0.25'],
    ]);
  });
});

describe('unlabelledPredictionsCsv', () => {
  it('has the columns of a run except the actual class', () => {
    const text = unlabelledPredictionsCsv(
      {
        heads: [genreHead(classNames)],
        files: ['a.jpg', 'b.jpg', 'c.jpg'],
        probabilities,
      },
      EXACT,
    );
    const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
    expect(data[0]).toEqual(['file', 'split', 'predicted', ...classNames]);
    expect(data[2].slice(0, 3)).toEqual(['b.jpg', '', classNames[1]]);
    expect(data).toHaveLength(4);
  });
});

describe('a name that a spreadsheet would run as a formula', () => {
  const predictions = {
    heads: [genreHead(['=1+1', '-b'])],
    files: ['=cmd.jpg'],
    probabilities: Float32Array.of(0.75, 0.25),
  };
  const parse = (formulas: 'guard' | 'keep') =>
    Papa.parse<string[]>(unlabelledPredictionsCsv(predictions, { formulas }), { skipEmptyLines: true }).data;

  it('is made plain text in files downloaded from the page; probabilities stay numbers', () => {
    expect(parse('guard')).toEqual([
      ['file', 'split', 'predicted', "'=1+1", "'-b"],
      ["'=cmd.jpg", '', "'=1+1", '0.75', '0.25'],
    ]);
  });

  it('is kept unchanged in the file of the command line', () => {
    expect(parse('keep')).toEqual([
      ['file', 'split', 'predicted', '=1+1', '-b'],
      ['=cmd.jpg', '', '=1+1', '0.75', '0.25'],
    ]);
  });
});
