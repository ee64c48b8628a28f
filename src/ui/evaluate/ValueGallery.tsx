/** The posters of a split by the error of their value, largest first. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { valueRows } from '../../core/predictions/head-gallery';
import type { ValueResults } from '../../core/predictions/results';
import { format, SegmentedControl } from '../shared';
import { GalleryFrame } from './GalleryFrame';
import { TileFrame } from './PosterTile';
import { changeWrongness, evaluateView } from './view';
import styles from './evaluate.module.css';

const OUTCOMES = [
  { value: 'all', label: 'All' },
  { value: 'high', label: 'Too high' },
  { value: 'low', label: 'Too low' },
] as const;
const ORDERS = [
  { value: 'most-wrong', label: 'Largest error first' },
  { value: 'least-wrong', label: 'Smallest error first' },
] as const;
/** Lines below a title: the actual value and the predicted one. */
const LINES = 2;

export function ValueGallery({ results }: { results: ValueResults }) {
  const { order, valueOutcome: outcome } = useStore(evaluateView, (state) => state.wrongness);
  const rows = useMemo(() => valueRows(results, { outcome, order }), [results, outcome, order]);
  return (
    <GalleryFrame
      results={results}
      rows={rows}
      bars={LINES}
      actions={
        <>
          <SegmentedControl
            label="Outcome"
            value={outcome}
            options={OUTCOMES}
            onChange={(valueOutcome) => changeWrongness({ valueOutcome })}
          />
          <SegmentedControl
            label="Order"
            value={order}
            options={ORDERS}
            onChange={(next) => changeWrongness({ order: next })}
          />
        </>
      }
      renderTile={(row, tile) => {
        const actual = format.fixed(results.actual[row], 2);
        const predicted = format.fixed(results.predicted[row], 2);
        return (
          <TileFrame {...tile} said={`${tile.title}: predicted ${predicted}; it is ${actual}`} right={null}>
            <span className={styles.values}>
              <span>predicted</span> <b>{predicted}</b>
              <span>actual</span> <b>{actual}</b>
            </span>
          </TileFrame>
        );
      }}
    />
  );
}
