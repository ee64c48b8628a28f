/** The posters of a split, right and wrong, surest first; only those in sight are in the page. */
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { galleryRows, outcomeCounts, type GalleryFilter } from '../../core/run/gallery';
import { rowOf, type Results } from '../../core/run/results';
import { ui } from '../../state/ui';
import { Chip, format, Section, SegmentedControl } from '../shared';
import { GALLERY_ID } from './gallery-place';
import { NoPostersNotice } from './NoPostersNotice';
import { PosterGrid } from './PosterGrid';
import { PosterTile, TILE_BARS } from './PosterTile';
import { changeFilter, evaluateView } from './view';
import styles from './evaluate.module.css';

const ORDERS = [
  { value: 'surest', label: 'Surest first' },
  { value: 'least-sure', label: 'Least sure first' },
] as const;

export function Gallery({ results }: { results: Results }) {
  const filter = useStore(evaluateView, (state) => state.filter);
  const chosen = useStore(evaluateView, (state) => state.chosen);
  const rows = useMemo(() => galleryRows(results, filter), [results, filter]);
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
          <CellChip filter={filter} classNames={results.classNames} />
          <SegmentedControl
            label="Outcome"
            value={filter.outcome}
            options={outcomeOptions(results, filter)}
            onChange={(outcome) => changeFilter({ outcome })}
          />
          <SegmentedControl
            label="Order"
            value={filter.order}
            options={ORDERS}
            onChange={(order) => changeFilter({ order })}
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
          bars={Math.min(TILE_BARS, results.classNames.length)}
          renderTile={(at) => {
            const row = rows[at.place];
            return (
              <PosterTile
                {...at}
                posterKey={results.keys[row]}
                title={results.titles[row]}
                classNames={results.classNames}
                probabilities={rowOf(results, row)}
                predicted={results.predicted[row]}
                actual={results.actual[row]}
                chosen={row === chosen}
                onChoose={choose}
              />
            );
          }}
        />
      )}
    </Section>
  );
}

function CellChip({ filter, classNames }: { filter: GalleryFilter; classNames: readonly string[] }) {
  if (!filter.cell) return null;
  const text = `${classNames[filter.cell.actual]} predicted as ${classNames[filter.cell.predicted]}`;
  return (
    <Chip pressed onClick={() => changeFilter({ cell: null })}>
      {text}
      <span aria-hidden="true"> ×</span>
      <span className="visually-hidden">, show all</span>
    </Chip>
  );
}

function outcomeOptions(results: Results, { cell }: GalleryFilter) {
  const counts = outcomeCounts(results, cell);
  return [
    { value: 'all', label: `All ${format.count(counts.all)}` },
    { value: 'wrong', label: `Wrong ${format.count(counts.wrong)}` },
    { value: 'right', label: `Right ${format.count(counts.right)}` },
  ] as const;
}
