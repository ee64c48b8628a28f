import { existsSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { TableReader } from '../../core/films/table-reader';
import { ARCHETYPES, GENRE_IDS, SAMPLE_GENRES } from './genres';
import { makeSpecs } from './make-specs';
import { contrast, makeScheme, PALETTES, TONES } from './palettes';
import { Random } from '../../core/random';
import { sampleTable, TMDB_COLUMNS } from './sample-table';

const SPECS = makeSpecs(1, 600);
const TMDB = new URL('../../../../shared/data/tmdb/movies_metadata.csv', import.meta.url);

describe('makeSpecs', () => {
  it('gives the same result for the same seed, and a different one for another', () => {
    expect(makeSpecs(1, 600)).toEqual(SPECS);
    const others = makeSpecs(2, 600);
    expect(others.filter((spec, i) => spec.title === SPECS[i].title).length).toBeLessThan(10);
  });

  it('spreads the posters evenly over at least five genres, in mixed order', () => {
    expect(SAMPLE_GENRES.length).toBeGreaterThanOrEqual(5);
    for (const genre of SAMPLE_GENRES) expect(SPECS.filter((spec) => spec.genre === genre)).toHaveLength(100);
    expect(new Set(SPECS.slice(0, 20).map((spec) => spec.genre)).size).toBeGreaterThanOrEqual(4);
    expect(SPECS.every((spec) => spec.genres[0] === spec.genre)).toBe(true);
  });

  it('gives each film and each file a unique name', () => {
    expect(new Set(SPECS.map((spec) => spec.title)).size).toBe(600);
    expect(new Set(SPECS.map((spec) => spec.file)).size).toBe(600);
    expect(SPECS[0].file).toBe('generated-0001.jpg');
  });

  it('lets every genre use every palette and tone, and some compositions of other genres', () => {
    for (const genre of SAMPLE_GENRES) {
      const own = SPECS.filter((spec) => spec.genre === genre);
      expect(new Set(own.map((spec) => spec.paletteId)).size).toBeGreaterThan(PALETTES.length * 0.8);
      expect(new Set(own.map((spec) => spec.tone)).size).toBe(TONES.length);
      const ours: readonly string[] = ARCHETYPES[genre];
      const borrowed = own.filter((spec) => !ours.includes(spec.archetype)).length;
      expect(borrowed).toBeGreaterThan(0);
      expect(borrowed).toBeLessThan(20);
    }
  });

  it('makes as many as requested', () => {
    expect(makeSpecs(3, 0)).toEqual([]);
    expect(makeSpecs(3, 7)).toHaveLength(7);
  });
});

describe.skipIf(!existsSync(TMDB))('against real films (skipped if ../shared/data is missing)', () => {
  it('no invented title is the title of a real film', () => {
    const { data } = Papa.parse<Record<string, string>>(readFileSync(TMDB, 'utf8'), { header: true });
    const plain = (title: string) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
    const real = new Set(
      data.flatMap((row) => [row.title, row.original_title]).map((title) => plain(title ?? '')),
    );
    expect(real.size).toBeGreaterThan(40_000);
    expect(SPECS.map((spec) => spec.title).filter((title) => real.has(plain(title)))).toEqual([]);
  });
});

describe('schemes', () => {
  it('have lettering that is readable on its ground (WCAG 2.2: 3 for large letters)', () => {
    const random = new Random(1, 'test');
    for (const palette of PALETTES)
      for (const tone of TONES)
        for (let i = 0; i < 5; i++) {
          const scheme = makeScheme(palette, tone, random);
          expect(contrast(scheme.ground, scheme.text)).toBeGreaterThanOrEqual(3);
          expect(contrast(scheme.ink, scheme.textOnInk)).toBeGreaterThanOrEqual(3);
          expect(scheme.glow).not.toBe(scheme.ground);
          expect(scheme.strong).not.toBe(scheme.ground);
        }
  });

  it('contrast equals that of WCAG 2.2', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    // #777777 on white is the well-known near miss of 4.5
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#0000ff', '#ffffff')).toBeCloseTo(8.59, 2);
  });
});

describe('the table', () => {
  const text = sampleTable(SPECS, 1);
  const reader = new TableReader();
  reader.push(text);
  const table = reader.end();

  it('can be read by the reader for real tables', () => {
    expect(table.columns).toEqual([...TMDB_COLUMNS]);
    expect(TMDB_COLUMNS).toHaveLength(24);
    expect(table.problems).toEqual([]);
    expect(table.films).toHaveLength(600);
    expect(table.unmapped).toEqual([]);
  });

  it('has the values of the specifications', () => {
    const sound = table.films.filter(
      ({ posterPath, genres, budget, revenue }) =>
        posterPath !== null && genres.length > 0 && budget !== null && revenue !== null,
    );
    expect(sound.length).toBeGreaterThan(564);
    for (const film of sound) {
      const spec = SPECS[film.line - 2];
      expect(film.imdbId).toMatch(/^tt99\d{6}$/);
      expect(film).toMatchObject({
        title: film.title === '…' ? '…' : spec.title,
        genres: spec.genres,
        posterPath: `/${spec.file}`,
        releaseDate: spec.facts.releaseDate,
        budget: spec.facts.budget,
        revenue: spec.facts.revenue,
        popularity: spec.facts.popularity,
        voteAverage: spec.facts.voteAverage,
        voteCount: spec.facts.voteCount,
      });
    }
  });

  it('has something for each cleaning rule to find, in few rows', () => {
    const { films } = table;
    const blank = films.filter((film) => !/[\p{L}\p{N}_]/u.test(film.title)).length;
    const flaws = [
      blank,
      films.filter((film) => film.genres.length === 0).length,
      films.filter((film) => film.posterPath === null).length,
      films.filter((film) => film.budget === null).length,
      films.filter((film) => film.revenue === null).length,
    ];
    expect(Math.min(...flaws)).toBeGreaterThanOrEqual(1);
    expect(flaws.reduce((sum, count) => sum + count, 0)).toBeLessThan(36);
  });

  it('writes what Python would read back', () => {
    const genres = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data[3]
      .genres;
    const entries = SPECS[3].genres.map((name) => `{'id': ${GENRE_IDS[name]}, 'name': '${name}'}`);
    expect(genres).toBe(`[${entries.join(', ')}]`);
  });
});
