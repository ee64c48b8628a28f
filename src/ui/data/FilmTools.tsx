/** Search and filters above the films and the posters. */
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { datasetStore } from '../../state/dataset';
import { SegmentedControl, SelectField, TextField } from '../shared/Field';
import { count, counted } from '../shared/format';
import styles from './data.module.css';
import { dataView, look } from './view';

export interface FilmToolsProps {
  total: number;
  noun: string;
  /** The wall shows only films with posters. */
  withPosters?: boolean;
  children?: ReactNode;
}

export function FilmTools({ total, noun, withPosters, children }: FilmToolsProps) {
  const genres = useStore(datasetStore, (state) => state.summary?.genres);
  const search = useStore(dataView, (state) => state.search);
  const genre = useStore(dataView, (state) => state.genre);
  const poster = useStore(dataView, (state) => state.poster);
  const [typed, setTyped] = useState(search);
  const settled = useDeferredValue(typed);
  useEffect(() => {
    const timer = setTimeout(() => settled !== dataView.getState().search && look({ search: settled }), 120);
    return () => clearTimeout(timer);
  }, [settled]);
  return (
    <search className={styles.tools}>
      <TextField
        label="Search films"
        labelHidden
        type="search"
        placeholder="Search title, genre or id"
        value={typed}
        onChange={setTyped}
      />
      <SelectField
        label="Genre"
        labelHidden
        value={genre ?? ''}
        options={[
          { value: '', label: 'All genres' },
          ...(genres ?? []).map((one) => ({ value: one.genre, label: `${one.genre} (${count(one.any)})` })),
        ]}
        onChange={(value) => look({ genre: value || null })}
      />
      {!withPosters && (
        <SegmentedControl
          label="Posters"
          value={poster}
          onChange={(value) => look({ poster: value })}
          options={[
            { value: 'any', label: 'All' },
            { value: 'with', label: 'With poster' },
            { value: 'without', label: 'Without' },
          ]}
        />
      )}
      {children}
      <output className={styles.total}>{counted(total, noun)}</output>
    </search>
  );
}
