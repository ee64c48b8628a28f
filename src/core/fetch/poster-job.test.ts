import { expect, it } from 'vitest';
import { nameById, nameByPath, posterJobs } from './poster-job';
import { makeFilm } from './testing/films';

const BASE = 'https://image.tmdb.org/t/p/w185';

it('appends the poster path to the base, with or without a trailing slash', () => {
  for (const base of [BASE, `${BASE}/`])
    expect(posterJobs([makeFilm(1)], base, nameByPath).jobs).toEqual([
      { key: '1', title: 'Film 1', url: `${BASE}/p001.jpg`, name: 'p001.jpg' },
    ]);
});

it('names by IMDb id, or else TMDb id, or else poster path', () => {
  const films = [
    makeFilm(1, { posterPath: '/A.PNG' }),
    makeFilm(2, { imdbId: null }),
    makeFilm(3, { imdbId: '../../etc', tmdbId: 'x/y' }),
  ];
  expect(posterJobs(films, BASE, nameById).jobs.map(({ name }) => name)).toEqual([
    'tt0000001.png',
    '2.jpg',
    'p003.jpg',
  ]);
});

it('requests a poster once if two rows share it, and counts films without a path', () => {
  const films = [makeFilm(1), makeFilm(2, { posterPath: '/p001.jpg' }), makeFilm(3, { posterPath: null })];
  const { jobs, without } = posterJobs(films, BASE, nameByPath);
  expect(jobs).toHaveLength(1);
  expect(without).toBe(1);
});

it.each([
  '//evil.example/x.jpg',
  '/../x.jpg',
  '/x.jpg?y',
  '/a/b.jpg',
  '@evil.example/x.jpg',
  'x.jpg',
  '/x.svg',
  '/x',
  ' Released',
  '/x.jpg\n',
])('lists %j as not a poster path', (posterPath) => {
  const { jobs, failed } = posterJobs([makeFilm(1, { posterPath })], BASE, nameByPath);
  expect(jobs).toEqual([]);
  expect(failed).toHaveLength(1);
  expect(failed[0].reason).toContain('is not a poster path');
});
