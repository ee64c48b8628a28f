import { describe, expect, it } from 'vitest';
import { columnCount, genreHead, outputCount, outputNames, placeHeads, type Head } from './heads';

const labels: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['a', 'b', 'c'], unit: null };
const paid: Head = {
  task: 'box-office',
  kind: 'class',
  title: 'Box office',
  names: ['no', 'yes'],
  unit: null,
};
const score: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };

describe('heads side by side', () => {
  it('have one output per class or label and one for a value; a class takes one column of the answers', () => {
    const places = placeHeads([labels, paid, score]).map(({ output, outputs, column, columns }) => [
      [output, outputs],
      [column, columns],
    ]);
    expect(places).toEqual([
      [
        [0, 3],
        [0, 3],
      ],
      [
        [3, 2],
        [3, 1],
      ],
      [
        [5, 1],
        [4, 1],
      ],
    ]);
    expect([outputCount([labels, paid, score]), columnCount([labels, paid, score])]).toEqual([6, 5]);
    expect([outputCount([]), columnCount([])]).toEqual([0, 0]);
  });

  it('have unique output names', () => {
    expect(outputNames([labels, paid, score])).toEqual([
      'Genres: a',
      'Genres: b',
      'Genres: c',
      'Box office: no',
      'Box office: yes',
      'Score',
    ]);
    expect(outputNames([paid])).toEqual(['no', 'yes']);
  });

  it('consist of one class for runs made before other heads existed', () => {
    const names = ['Comedy', 'Horror'];
    const head = genreHead(names);
    expect(placeHeads([head])).toEqual([{ ...head, output: 0, outputs: 2, column: 0, columns: 1 }]);
    expect(head.names).not.toBe(names);
  });
});
