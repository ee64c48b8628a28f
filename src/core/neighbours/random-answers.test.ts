import { describe, expect, it } from 'vitest';
import { accuracy, argmaxRows, atLeastOneMatch } from '../metrics';
import type { Head } from '../heads';
import type { SplitName } from '../splits/split-name';
import { labelStatistics } from '../metrics/label-statistics';
import { randomAnswers, expectRandomAccuracy } from './random-answers';
import { expectRandomLabels, LABEL_DRAWS } from './random-labels';

const FILMS = 4000;
const splits = Array.from({ length: FILMS }, (_, film): SplitName =>
  film % 4 === 0 ? 'validation' : 'train',
);
const judged = [...splits.keys()].filter((film) => splits[film] === 'validation');
const training = [...splits.keys()].filter((film) => splits[film] === 'train');
const genres: Head = { task: 'genres', kind: 'labels', title: 'Genres', names: ['A', 'B', 'C'], unit: null };
const genre: Head = { task: 'genre', kind: 'class', title: 'Genre', names: ['A', 'B', 'C'], unit: null };
const score: Head = { task: 'score', kind: 'value', title: 'Score', names: ['Score'], unit: 'points' };

describe.each(LABEL_DRAWS)('%s', (draw) => {
  it('reaches the expected figures, for labels and for classes', () => {
    const labels = Float32Array.from({ length: 3 * FILMS }, (_, at) =>
      Number((Math.floor(at / 3) * 7 + 3 * (at % 3)) % 10 < [5, 3, 1][at % 3]),
    );
    const take = (values: Float32Array, films: number[]) =>
      films.flatMap((film) => [...values.subarray(3 * film, 3 * film + 3)]);
    const said = randomAnswers({ heads: [genres], answers: labels, splits, draw, seed: 5 });
    const actual = take(labels, judged);
    const expected = expectRandomLabels(labelStatistics(take(labels, training), 3), actual, draw);
    // four standard deviations of a share of 1,000
    expect(Math.abs(atLeastOneMatch(actual, take(said, judged), 3) - expected.atLeastOneMatch)).toBeLessThan(
      4 * Math.sqrt(0.25 / judged.length),
    );

    const classes = Float32Array.from({ length: FILMS }, (_, film) =>
      film % 7 < 4 ? 0 : film % 7 < 6 ? 1 : 2,
    );
    const drawn = argmaxRows(randomAnswers({ heads: [genre], answers: classes, splits, draw, seed: 5 }), 3);
    const of = (films: number[]) => Int32Array.from(films, (film) => classes[film]);
    const way = draw === 'one-uniform' ? 'uniform' : 'frequent';
    const share = accuracy(
      of(judged),
      judged.map((film) => drawn[film]),
    );
    expect(Math.abs(share - expectRandomAccuracy(of(training), 3, of(judged), way))).toBeLessThan(
      4 * Math.sqrt(0.25 / judged.length),
    );
  });
});

it('draws numbers of training films that have one, independently for each head', () => {
  const answers = Float32Array.from({ length: 2 * FILMS }, (_, at) => {
    const film = Math.floor(at / 2);
    if (at % 2 === 0) return film % 3;
    return splits[film] === 'train' && film % 3 === 0 ? film : Number.NaN;
  });
  const work = { heads: [genre, score], answers, splits, draw: 'one-uniform', seed: 1 } as const;
  const said = randomAnswers(work);
  for (let film = 0; film < FILMS; film++) {
    expect(said[4 * film] + said[4 * film + 1] + said[4 * film + 2]).toBe(1);
    const number = said[4 * film + 3];
    expect(number % 3 === 0 && splits[number] === 'train').toBe(true);
  }
  expect(randomAnswers(work)).toEqual(said);
  expect(randomAnswers({ ...work, seed: 2 })).not.toEqual(said);
});
