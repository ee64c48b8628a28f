// Read back by papaparse: a second opinion on RFC 4180.
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { runPredictionsCsv, unlabelledPredictionsCsv } from './predictions-csv';

const classNames = ['Comedy', 'Horror, "slasher"'];
const probabilities = Float32Array.of(0.1, 0.9, 1 / 3, 2 / 3, 1e-9, 1);

describe('runPredictionsCsv', () => {
  const text = runPredictionsCsv({
    classNames,
    predictions: {
      keys: ['1', '2', '3'],
      files: ['a.jpg', 'posters/b, "c".jpg', 'line\nend.jpg'],
      titles: ['A', 'B', 'C'],
      splits: ['train', 'validation', 'test'],
      actual: Int32Array.of(0, 1, 1),
      answers: Float32Array.of(0, 1, 1),
      probabilities,
    },
  });
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });

  it('has one line a poster, whatever stands in the names', () => {
    expect(errors).toEqual([]);
    expect(data[0]).toEqual(['file', 'split', 'actual', 'predicted', ...classNames]);
    expect(data.slice(1).map((row) => row.slice(0, 4))).toEqual([
      ['a.jpg', 'train', 'Comedy', classNames[1]],
      ['posters/b, "c".jpg', 'validation', classNames[1], classNames[1]],
      ['line\nend.jpg', 'test', classNames[1], classNames[1]],
    ]);
  });

  it('gives every probability back as the float32 that it was', () => {
    const back = data.slice(1).flatMap((row) => row.slice(4).map(Number));
    expect(Float32Array.from(back)).toEqual(probabilities);
  });
});

describe('unlabelledPredictionsCsv', () => {
  it('has the columns of a run less the actual class', () => {
    const text = unlabelledPredictionsCsv({ classNames, files: ['a.jpg', 'b.jpg', 'c.jpg'], probabilities });
    const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
    expect(data[0]).toEqual(['file', 'split', 'predicted', ...classNames]);
    expect(data[2].slice(0, 3)).toEqual(['b.jpg', '', classNames[1]]);
    expect(data).toHaveLength(4);
  });
});
