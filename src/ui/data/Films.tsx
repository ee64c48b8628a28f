/** All films as a grid: searched, filtered and sorted in the worker, fetched one window at a time. */
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { FilmRow } from '../../workers/protocol';
import { count, dollars, fixed } from '../shared/format';
import { ErrorNotice } from '../shared/Notice';
import { PosterImage } from '../shared/PosterImage';
import { VirtualGrid, type GridColumn } from '../shared/VirtualGrid';
import styles from './data.module.css';
import { FilmTools } from './FilmTools';
import { useRows, type RowQuery } from './useRows';
import { chooseFilm, dataView, look } from './view';

const text = (value: string | null) => <span title={value ?? undefined}>{value ?? '–'}</span>;

const COLUMNS: GridColumn<FilmRow>[] = [
  {
    id: 'poster',
    title: 'Poster',
    width: 54,
    render: (film) =>
      film.file === null ? (
        <span className={styles.muted} title="No poster">
          –
        </span>
      ) : (
        <PosterImage posterKey={film.key} alt="" className={styles.thumb} />
      ),
  },
  {
    id: 'title',
    title: 'Title',
    width: 140,
    grow: 3,
    sortable: true,
    render: (film) => text(film.title),
  },
  {
    id: 'year',
    title: 'Year',
    width: 56,
    number: true,
    sortable: true,
    render: (film) => text(film.year === null ? null : String(film.year)),
  },
  {
    id: 'genres',
    title: 'Genres',
    width: 112,
    grow: 2,
    sortable: true,
    render: (film) => text(film.genres.join(', ') || null),
  },
  {
    id: 'popularity',
    title: 'Popularity',
    width: 88,
    number: true,
    sortable: true,
    render: (film) => text(fixed(film.popularity, 1)),
  },
  {
    id: 'voteAverage',
    title: 'Vote',
    width: 52,
    number: true,
    sortable: true,
    render: (film) => text(fixed(film.voteAverage, 1)),
  },
  {
    id: 'budget',
    title: 'Budget',
    width: 80,
    number: true,
    sortable: true,
    render: (film) => text(dollars(film.budget)),
  },
  {
    id: 'revenue',
    title: 'Revenue',
    width: 84,
    number: true,
    sortable: true,
    render: (film) => text(dollars(film.revenue)),
  },
  { id: 'imdbId', title: 'IMDb id', width: 92, sortable: true, render: (film) => text(film.imdbId) },
];

export function Films() {
  const search = useStore(dataView, (state) => state.search);
  const genre = useStore(dataView, (state) => state.genre);
  const poster = useStore(dataView, (state) => state.poster);
  const sort = useStore(dataView, (state) => state.sort);
  const chosen = useStore(dataView, (state) => state.chosen);
  const query = useMemo<RowQuery>(
    () => ({ view: 'films', search, genre, poster, sort }),
    [search, genre, poster, sort],
  );
  const rows = useRows(query);
  const choose = useCallback((index: number) => chooseFilm(index, rows.film(index) ?? null), [rows]);
  return (
    <div className={styles.full}>
      <FilmTools total={rows.total} noun="film" />
      {rows.error ? (
        <div className={styles.page}>
          <ErrorNotice error={rows.error} />
        </div>
      ) : (
        <VirtualGrid
          label={`Films, ${count(rows.total)}`}
          columns={COLUMNS}
          total={rows.total}
          row={rows.film}
          rowHeight={48}
          onRange={rows.show}
          chosen={chosen?.index ?? null}
          onChoose={choose}
          sort={sort}
          onSort={(next) => look({ sort: next })}
        />
      )}
    </div>
  );
}
