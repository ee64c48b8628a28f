import { describe, expect, it } from 'vitest';
import type { Film } from '../films/film';
import { makeFilm } from '../films/testing/make-film';
import { joinPosters } from './join';
import { foldersLookLikeFilms } from './media-folders';
import { slugOf, slugsOf } from './slug';

const TOY = makeFilm({
  key: '862',
  tmdbId: '862',
  imdbId: 'tt0114709',
  title: 'Toy Story',
  posterPath: '/rhIRbceoE9lR4veEXuwCC2wARtG.jpg',
  year: 1995,
});
const JUMANJI = makeFilm({
  key: '8844',
  tmdbId: '8844',
  imdbId: 'tt0113497',
  title: 'Jumanji',
  posterPath: '/vzmL6fP7aPKNKPRTFnZmiUfciyV.jpg',
  year: 1995,
});

function joined(films: Film[], paths: string[]): Record<string, string> {
  return Object.fromEntries(joinPosters(films, paths).byFilm);
}

describe('joinPosters', () => {
  it.each([
    ['imdb', 'posters/tt0114709.jpg'],
    ['imdb', 'TT0114709.JPEG'],
    ['imdb', 'x/tt0114709-w185.webp'],
    ['imdb', 'tt0114709_toy_story.png'],
    ['tmdb', 'a/b/862.png'],
    ['tmdb', '000862.avif'],
    ['poster-path', 'w185/rhIRbceoE9lR4veEXuwCC2wARtG.jpg'],
    ['poster-path', 'RHIRBCEOE9LR4VEEXUWCC2WARTG.gif'],
    ['slug', 'Animation/toy-story.jpg'],
    ['slug', 'Toy Story.bmp'],
    ['slug', 'toy_story_1995.jpg'],
  ])('by %s: %s', (key, path) => {
    const { byFilm, report } = joinPosters([JUMANJI, TOY], [path]);
    expect([...byFilm]).toEqual([['862', path]]);
    expect(report).toEqual({
      matched: 1,
      missing: 1,
      unused: 0,
      duplicate: 0,
      undecodable: 0,
      by: { [key]: 1 },
    });
  });

  it('by the column that the person chose, before all else', () => {
    const films = [
      { ...TOY, joinValue: 'images/one.JPG' },
      { ...JUMANJI, joinValue: '862' },
    ];
    expect(joined(films, ['x/one.png', '862.jpg', 'tt0113497.jpg'])).toEqual({
      '862': 'x/one.png',
      '8844': '862.jpg',
    });
  });

  it('trusts ids more than names, whatever the order of the files', () => {
    const film = makeFilm({ key: 'x', title: 'tt0114709' });
    expect(joined([film, TOY], ['tt0114709.jpg'])).toEqual({ '862': 'tt0114709.jpg' });
  });

  it('counts what is missing, unused and too much, with a list each', () => {
    const paths = ['tt0114709.png', 'b/tt0114709.jpg', '862.jpg', 'nobody.jpg', 'a/tt0114709.jpg'];
    const join = joinPosters([TOY, JUMANJI], paths);
    expect(join.byFilm.get('862')).toBe('a/tt0114709.jpg');
    expect(join.missing).toEqual(['8844']);
    expect(join.unused).toEqual(['nobody.jpg']);
    expect(join.duplicates).toEqual([
      { path: 'b/tt0114709.jpg', film: '862' },
      { path: 'tt0114709.png', film: '862' },
      { path: '862.jpg', film: '862' },
    ]);
    expect(join.report).toMatchObject({ matched: 1, missing: 1, unused: 1, duplicate: 3, by: { imdb: 1 } });
    expect(joinPosters([TOY, JUMANJI], paths.toReversed())).toEqual(join);
  });

  it('gives a poster to the first of the rows of one film', () => {
    const again = makeFilm({ key: '862#2', tmdbId: '862', imdbId: 'tt0114709', title: 'Toy Story' });
    const join = joinPosters([TOY, again], ['toy-story.jpg']);
    expect([...join.byFilm.keys()]).toEqual(['862']);
    expect(join.missing).toEqual(['862#2']);
  });

  it('takes digits for a title where other names are titles', () => {
    const three = makeFilm({ key: '1271', tmdbId: '1271', title: '300' });
    const other = makeFilm({ key: '300', tmdbId: '300', title: 'Science of Sleep' });
    expect(joined([three, other, TOY, JUMANJI], ['300.jpg', 'toy-story.jpg', 'jumanji.jpg'])).toMatchObject({
      '1271': '300.jpg',
    });
    expect(joined([three, other, TOY, JUMANJI], ['300.jpg', '862.jpg', 'jumanji.jpg'])).toMatchObject({
      '300': '300.jpg',
    });
  });

  describe('numbers', () => {
    const stranger = makeFilm({ key: '114709', tmdbId: '114709', imdbId: 'tt0999999', title: 'A Stranger' });

    it('are ids of what most of them match, never one by one', () => {
      const { byFilm, report, unused } = joinPosters(
        [stranger, TOY, JUMANJI, makeFilm({ key: '949', tmdbId: '949', imdbId: 'tt0113277' })],
        ['114709.jpg', '113497.jpg', '113277.jpg', '862.jpg'],
      );
      expect(Object.fromEntries(byFilm)).toEqual({
        '862': '114709.jpg',
        '8844': '113497.jpg',
        '949': '113277.jpg',
      });
      expect(report.by).toEqual({ imdb: 3 });
      expect(unused).toEqual(['862.jpg']);
    });

    it('stand before titles and behind them', () => {
      expect(joined([TOY, JUMANJI], ['862-toy-story.jpg', 'jumanji_8844.png'])).toEqual({
        '862': '862-toy-story.jpg',
        '8844': 'jumanji_8844.png',
      });
      expect(joined([TOY, JUMANJI], ['0114709 Toy Story (1995).jpg', '0113497_w500.jpg'])).toEqual({
        '862': '0114709 Toy Story (1995).jpg',
        '8844': '0113497_w500.jpg',
      });
    });

    it('are not taken for ids where they belong to a title', () => {
      const angry = makeFilm({ key: '389', tmdbId: '389', title: '12 Angry Men', year: 1957 });
      const nemo = makeFilm({ key: '12', tmdbId: '12', title: 'Finding Nemo', year: 2003 });
      expect(joined([nemo, angry], ['12-angry-men.jpg', '12 Angry Men (1957).jpg'])).toEqual({
        '389': '12 Angry Men (1957).jpg',
      });
      // the film that it means is not in the table
      expect(joined([nemo], ['12-angry-men.jpg'])).toEqual({});
    });
  });

  it.each([
    ['imdb', 'jumanji {tt0113497}.jpg'],
    ['imdb', 'x/Jumanji [imdbid-tt0113497]/folder.jpg'],
    ['tmdb', 'Jumanji {tmdb-8844}.jpg'],
    ['tmdb', 'x/Brettspiel [tmdbid=8844]/poster.jpg'],
    ['slug', 'Movies/Jumanji (1995)/poster.jpg'],
    ['slug', 'Movies/Jumanji (1995)/Jumanji (1995)-poster.jpg'],
    ['slug', 'Movies/Jumanji/cover.jpg'],
    ['slug', 'Jumanji (1995)/movie.png'],
  ])('ids within names, and folders of media servers, by %s: %s', (key, path) => {
    const { byFilm, report } = joinPosters([TOY, JUMANJI], [path]);
    expect([...byFilm]).toEqual([['8844', path]]);
    expect(report.by).toEqual({ [key]: 1 });
  });

  it('never takes fanart for a poster', () => {
    const paths = [
      'a/Jumanji (1995)/fanart.jpg',
      'a/Jumanji (1995)/Jumanji (1995)-banner.jpg',
      'Jumanji-fanart.png',
    ];
    expect(joinPosters([JUMANJI], paths)).toMatchObject({ missing: ['8844'], unused: [...paths].sort() });
  });

  it('takes the picture that is called a poster, not the first of its folder', () => {
    const paths = ['Jumanji (1995)/a still.jpg', 'Jumanji (1995)/poster.jpg'];
    expect(joined([JUMANJI], paths)).toEqual({ '8844': 'Jumanji (1995)/poster.jpg' });
  });

  it('takes a title with a year where the table has none, and one film has the title', () => {
    const film = makeFilm({ key: 'a', title: 'Heat', year: null });
    expect(joined([film], ['Heat (1995).jpg'])).toEqual({ a: 'Heat (1995).jpg' });
    expect(joined([film, makeFilm({ key: 'b', title: 'Heat', year: null })], ['Heat (1995).jpg'])).toEqual(
      {},
    );
  });

  it('knows a title by its article behind it', () => {
    const film = makeFilm({ key: 'a', title: 'American President, The', year: 1995 });
    expect(joined([film], ['the-american-president-1995.jpg'])).toEqual({
      a: 'the-american-president-1995.jpg',
    });
  });

  it('reads folders in the column of file names', () => {
    const films = [
      { ...TOY, joinValue: 'train/a/1.jpg' },
      { ...JUMANJI, joinValue: 'train/b/1.jpg' },
    ];
    expect(joined(films, ['set/train/b/1.jpg', 'set/train/a/1.jpg'])).toEqual({
      '862': 'set/train/a/1.jpg',
      '8844': 'set/train/b/1.jpg',
    });
  });

  describe('where films share a slug', () => {
    const old = makeFilm({ key: 'a', title: 'Cinderella', year: 1950, genres: ['Family', 'Drama'] });
    const recent = makeFilm({ key: 'b', title: 'Cinderella!', year: 2015, genres: ['Romance'] });

    it('claims nothing, and says so', () => {
      const join = joinPosters([old, recent], ['cinderella.jpg', 'Drama/cinderella.jpg']);
      expect(join.byFilm.size).toBe(0);
      expect(join.unused).toEqual(['Drama/cinderella.jpg', 'cinderella.jpg']);
      expect(join.ambiguous).toEqual([
        { path: 'Drama/cinderella.jpg', films: ['a', 'b'] },
        { path: 'cinderella.jpg', films: ['a', 'b'] },
      ]);
    });

    it('goes by the year', () => {
      const paths = ['cinderella-2015.jpg', 'Cinderella (1950).jpg', 'cinderella-1997.jpg'];
      expect(joined([old, recent], paths)).toEqual({ a: 'Cinderella (1950).jpg', b: 'cinderella-2015.jpg' });
    });

    it('goes by the folder of the genre', () => {
      expect(joined([old, recent], ['family/cinderella.jpg', 'x/Romance/cinderella.jpg'])).toEqual({
        a: 'family/cinderella.jpg',
        b: 'x/Romance/cinderella.jpg',
      });
    });
  });

  it('joins nothing to nothing', () => {
    expect(joinPosters([], ['a.jpg']).unused).toEqual(['a.jpg']);
    expect(joinPosters([makeFilm({ title: '…', posterPath: null })], ['….jpg', '.jpg']).byFilm.size).toBe(0);
  });

  it('joins 45,000 films and posters in well under a second', () => {
    const films = Array.from({ length: 45_000 }, (_, at) =>
      makeFilm({
        key: `${at + 1}`,
        tmdbId: `${at + 1}`,
        imdbId: `tt${1_000_000 + at}`,
        title: `Film no. ${at}`,
      }),
    );
    const slugs = films.map((film) => `posters/${slugOf(film.title)}.jpg`);
    const before = process.cpuUsage();
    expect(joinPosters(films, slugs).report.by).toEqual({ slug: 45_000 });
    // processor time: others may be busy on this machine
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

describe('foldersLookLikeFilms', () => {
  it('says so of folders with a year or an id, and of no others', () => {
    expect(foldersLookLikeFilms(['Heat (1995)', 'Toy Story (1995) {tmdb-862}', 'Psycho (1960)'], 3)).toMatch(
      '3 of 3 folders',
    );
    expect(foldersLookLikeFilms(['Comedy', 'Horror'], 4)).toBeNull();
    expect(foldersLookLikeFilms(['Classics (1950)', 'Modern (2000)'], 400)).toBeNull();
  });
});

describe('slugOf', () => {
  // as python-slugify and Django's slugify write them
  it.each([
    ['Toy Story', 'toy-story'],
    ['  Dr. Strangelove or: How I…  ', 'dr-strangelove-or-how-i'],
    ['Amélie', 'amelie'],
    ['Æon Flux', 'aeon-flux'],
    ['Smørrebrød & Straße', 'smorrebrod-strasse'],
    ['Łódź', 'lodz'],
    ['WALL·E', 'wall-e'],
    ['ファンタスティポ', 'ファンタスティポ'],
    ['İstanbul', 'istanbul'],
    ['…', ''],
  ])('%j → %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('writes an apostrophe in both ways', () => {
    expect(slugsOf('Ocean’s Eleven')).toEqual(['ocean-s-eleven', 'oceans-eleven']);
    expect(slugsOf('!')).toEqual([]);
  });
});
