import { describe, expect, it } from 'vitest';
import { recogniseColumns, unmappedFields } from './columns';
import { nameColumns } from './header';

const TMDB =
  'adult,belongs_to_collection,budget,genres,homepage,id,imdb_id,original_language,original_title,overview,popularity,poster_path,production_companies,production_countries,release_date,revenue,runtime,spoken_languages,status,tagline,title,video,vote_average,vote_count';

describe('recogniseColumns', () => {
  it("knows TMDb's", () => {
    expect(recogniseColumns(TMDB.split(','))).toEqual({
      tmdbId: 'id',
      imdbId: 'imdb_id',
      title: 'title',
      genres: 'genres',
      posterPath: 'poster_path',
      releaseDate: 'release_date',
      budget: 'budget',
      revenue: 'revenue',
      popularity: 'popularity',
      voteAverage: 'vote_average',
      voteCount: 'vote_count',
      adult: 'adult',
    });
    expect(unmappedFields(recogniseColumns(TMDB.split(',')))).toEqual([]);
  });

  it('does not mind how names are written', () => {
    expect(recogniseColumns(['IMDb ID', 'Movie Title', 'GENRE', 'Poster-Path', 'Release Year'])).toEqual({
      imdbId: 'IMDb ID',
      title: 'Movie Title',
      genres: 'GENRE',
      posterPath: 'Poster-Path',
      releaseDate: 'Release Year',
    });
  });

  it('prefers the better name, wherever it stands', () => {
    expect(recogniseColumns(['id', 'tmdbId', 'original_title', 'title'])).toEqual({
      tmdbId: 'tmdbId',
      title: 'title',
    });
  });

  it('knows none of what it does not know', () => {
    expect(recogniseColumns(['x', 'y', '__proto__'])).toEqual({});
  });
});

it('names every column once', () => {
  expect(nameColumns(['', 'a', 'a', ' a.1 ', '', 'a'])).toEqual([
    'column 1',
    'a',
    'a.1',
    'a.1.1',
    'column 5',
    'a.2',
  ]);
});
