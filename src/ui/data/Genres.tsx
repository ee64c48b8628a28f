/** How the genres are distributed, before and after cleaning: as bars, or as a table. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { GenreCount } from '../../workers/protocol';
import { datasetStore } from '../../state/dataset';
import { SegmentedControl } from '../shared/Field';
import { count } from '../shared/format';
import { Section } from '../shared/Section';
import { Table, type Column } from '../shared/Table';
import styles from './data.module.css';
import { look, showTab } from './view';

type Counted = 'first' | 'any';

const NONE: GenreCount[] = [];
const COLUMNS: Column<GenreCount>[] = [
  { id: 'genre', title: 'Genre', header: true, render: (row) => row.genre, sortBy: (row) => row.genre },
  {
    id: 'first',
    title: 'Listed first',
    number: true,
    render: (row) => count(row.first),
    sortBy: (row) => row.first,
  },
  {
    id: 'firstAfter',
    title: 'after cleaning',
    number: true,
    render: (row) => count(row.firstAfter),
    sortBy: (row) => row.firstAfter,
  },
  {
    id: 'any',
    title: 'Listed anywhere',
    number: true,
    render: (row) => count(row.any),
    sortBy: (row) => row.any,
  },
  {
    id: 'anyAfter',
    title: 'after cleaning',
    number: true,
    render: (row) => count(row.anyAfter),
    sortBy: (row) => row.anyAfter,
  },
];

export function Genres() {
  const genres = useStore(datasetStore, (state) => state.summary?.genres ?? NONE);
  const [counted, setCounted] = useState<Counted>('first');
  const [as, setAs] = useState<'bars' | 'table'>('bars');
  if (genres.length === 0) return null;
  return (
    <Section
      title="Genres"
      hint="A film’s class is the first genre that it lists."
      actions={
        <>
          {as === 'bars' && (
            <SegmentedControl
              label="Films counted"
              value={counted}
              onChange={setCounted}
              options={[
                { value: 'first', label: 'Listed first' },
                { value: 'any', label: 'Listed anywhere' },
              ]}
            />
          )}
          <SegmentedControl
            label="Genres as"
            value={as}
            onChange={setAs}
            options={[
              { value: 'bars', label: 'Bars' },
              { value: 'table', label: 'Table' },
            ]}
          />
        </>
      }
    >
      {as === 'table' ? (
        <Table caption="Films by genre" columns={COLUMNS} rows={genres} rowKey={(row) => row.genre} />
      ) : (
        <Bars genres={genres} counted={counted} />
      )}
    </Section>
  );
}

function Bars({ genres, counted }: { genres: readonly GenreCount[]; counted: Counted }) {
  const rows = genres
    .map(({ genre, first, firstAfter, any, anyAfter }) => ({
      genre,
      before: counted === 'first' ? first : any,
      after: counted === 'first' ? firstAfter : anyAfter,
    }))
    .filter((row) => row.before > 0)
    .sort((a, b) => b.before - a.before);
  const most = Math.max(1, ...rows.map((row) => row.before));
  return (
    <>
      <div className={styles.legend}>
        <span>
          <i className={styles.after} />
          after cleaning
        </span>
        <span>
          <i className={styles.before} />
          before
        </span>
      </div>
      <ul className={styles.genres}>
        {rows.map((row) => (
          <li key={row.genre} style={{ display: 'contents' }}>
            <button
              type="button"
              className={styles.genreName}
              title={`Show the films of ${row.genre}`}
              onClick={() => {
                look({ genre: row.genre });
                showTab('films');
              }}
            >
              {row.genre}
            </button>
            <span className={styles.genreBar} aria-hidden="true">
              <span className={styles.before} style={{ width: `${(row.before / most) * 100}%` }} />
              <span className={styles.after} style={{ width: `${(row.after / most) * 100}%` }} />
            </span>
            <span className={styles.figures}>
              {count(row.after)}
              <span className={styles.muted}> of {count(row.before)}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
