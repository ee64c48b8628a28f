/**
 * What all galleries of a run's posters share: the section, the selected poster, and the grid, or a message if it is
 * empty.
 */
import { useCallback, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { HeadResults } from '../../core/predictions/results';
import { openInspector } from '../../state/ui';
import { format, Section } from '../shared';
import { GALLERY_ID } from './gallery-place';
import { NoPostersNotice } from './NoPostersNotice';
import { PosterGrid } from './PosterGrid';
import type { TileFrameProps } from './PosterTile';
import { evaluateView } from './view';
import styles from './evaluate.module.css';

/** What the gallery passes to a tile; the tile itself adds the prediction. */
export type GalleryTile = Omit<TileFrameProps, 'said' | 'right' | 'children'>;

export interface GalleryFrameProps {
  results: HeadResults;
  /** Rows of the results in display order. A new list starts at its first poster. */
  rows: readonly number[];
  /** The controls that filter and order the posters. */
  actions: ReactNode;
  /** Number of lines below a tile's title. */
  bars: number;
  renderTile: (row: number, tile: GalleryTile) => ReactNode;
}

export function GalleryFrame({ results, rows, actions, bars, renderTile }: GalleryFrameProps) {
  const chosen = useStore(evaluateView, (state) => state.chosen);
  const keys = useMemo(() => rows.map((row) => results.keys[row]), [results, rows]);
  const choose = useCallback(
    (key: string) => {
      evaluateView.setState({ chosen: results.keys.indexOf(key) });
      openInspector();
    },
    [results],
  );
  return (
    <Section id={GALLERY_ID} title="Posters" actions={actions}>
      <NoPostersNotice />
      {rows.length === 0 ? (
        <p className={styles.quiet}>No poster matches this choice.</p>
      ) : (
        <PosterGrid
          label={`Posters, ${format.count(rows.length)}`}
          keys={keys}
          bars={bars}
          renderTile={(at) => {
            const row = rows[at.place];
            return renderTile(row, {
              ...at,
              posterKey: results.keys[row],
              title: results.titles[row],
              chosen: row === chosen,
              onChoose: choose,
            });
          }}
        />
      )}
    </Section>
  );
}
