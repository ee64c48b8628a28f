/** The posters of a split, right and wrong, most confident first; only visible ones are in the document. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { galleryRows, outcomeCounts, type GalleryFilter } from '../../core/predictions/gallery';
import { rowOf, type Results } from '../../core/predictions/results';
import { Chip, format, SegmentedControl } from '../shared';
import { GalleryFrame } from './GalleryFrame';
import { PosterTile, TILE_BARS } from './PosterTile';
import { changeFilter, evaluateView } from './view';

const ORDERS = [
  { value: 'surest', label: 'Most confident first' },
  { value: 'least-sure', label: 'Least confident first' },
] as const;

export function Gallery({ results }: { results: Results }) {
  const filter = useStore(evaluateView, (state) => state.filter);
  const rows = useMemo(() => galleryRows(results, filter), [results, filter]);
  const { classNames } = results;
  return (
    <GalleryFrame
      results={results}
      rows={rows}
      bars={Math.min(TILE_BARS, classNames.length)}
      actions={
        <>
          <CellChip filter={filter} classNames={classNames} />
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
      renderTile={(row, tile) => (
        <PosterTile
          {...tile}
          classNames={classNames}
          probabilities={rowOf(results, row)}
          predicted={results.predicted[row]}
          actual={results.actual[row]}
        />
      )}
    />
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
