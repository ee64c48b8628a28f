/** The posters of a split by how far their value is off: furthest first. */
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { valueRows } from '../../core/run/head-gallery';
import type { ValueResults } from '../../core/run/results';
import { ui } from '../../state/ui';
import { format, Section, SegmentedControl } from '../shared';
import { GALLERY_ID } from './gallery-place';
import { NoPostersNotice } from './NoPostersNotice';
import { PosterGrid } from './PosterGrid';
import { TileFrame } from './PosterTile';
import { changeWrongness, evaluateView } from './view';
import styles from './evaluate.module.css';

const OUTCOMES = [
  { value: 'all', label: 'All' },
  { value: 'high', label: 'Too high' },
  { value: 'low', label: 'Too low' },
] as const;
const ORDERS = [
  { value: 'most-wrong', label: 'Furthest off first' },
  { value: 'least-wrong', label: 'Nearest first' },
] as const;
/** Lines below a title: what is, and what was predicted. */
const LINES = 2;

export function ValueGallery({ results }: { results: ValueResults }) {
  const { order, valueOutcome: outcome } = useStore(evaluateView, (state) => state.wrongness);
  const chosen = useStore(evaluateView, (state) => state.chosen);
  const rows = useMemo(() => valueRows(results, { outcome, order }), [results, outcome, order]);
  const keys = useMemo(() => rows.map((row) => results.keys[row]), [results, rows]);
  const choose = useCallback(
    (key: string) => {
      evaluateView.setState({ chosen: results.keys.indexOf(key) });
      ui.setState({ inspectorOpen: true });
    },
    [results],
  );
  return (
    <Section
      id={GALLERY_ID}
      title="Posters"
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
    >
      <NoPostersNotice />
      {rows.length === 0 ? (
        <p className={styles.quiet}>No poster is among these.</p>
      ) : (
        <PosterGrid
          label={`Posters, ${format.count(rows.length)}`}
          keys={keys}
          bars={LINES}
          renderTile={(at) => {
            const row = rows[at.place];
            const actual = format.fixed(results.actual[row], 2);
            const predicted = format.fixed(results.predicted[row], 2);
            return (
              <TileFrame
                {...at}
                posterKey={results.keys[row]}
                title={results.titles[row]}
                said={`${results.titles[row]}: predicted ${predicted}; it is ${actual}`}
                right={null}
                chosen={row === chosen}
                onChoose={choose}
              >
                <span className={styles.values}>
                  <span>predicted</span> <b>{predicted}</b>
                  <span>actual</span> <b>{actual}</b>
                </span>
              </TileFrame>
            );
          }}
        />
      )}
    </Section>
  );
}
