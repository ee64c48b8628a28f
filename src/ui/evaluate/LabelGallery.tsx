/** The posters of a split by their number of wrong labels, most first. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { labelMisses, labelRows, type LabelOutcome } from '../../core/predictions/head-gallery';
import { LABEL_THRESHOLD, rowOf, type LabelResults } from '../../core/predictions/results';
import { LabelBars } from '../charts/LabelBars';
import { format, SegmentedControl, SelectField } from '../shared';
import { GalleryFrame } from './GalleryFrame';
import { TILE_BARS, TileFrame } from './PosterTile';
import { changeWrongness, evaluateView } from './view';

const ORDERS = [
  { value: 'most-wrong', label: 'Most mistakes first' },
  { value: 'least-wrong', label: 'Fewest mistakes first' },
] as const;

const ALL_LABELS = '';

export function LabelGallery({ results }: { results: LabelResults }) {
  const { order, labelOutcome: outcome, label } = useStore(evaluateView, (state) => state.wrongness);
  const misses = useMemo(() => labelMisses(results), [results]);
  const rows = useMemo(
    () => labelRows(results, misses, { outcome, order, label }),
    [results, misses, outcome, order, label],
  );
  const { classNames } = results;
  return (
    <GalleryFrame
      results={results}
      rows={rows}
      bars={Math.min(TILE_BARS, classNames.length)}
      actions={
        <>
          <SelectField
            label="Label"
            labelHidden
            value={label === null ? ALL_LABELS : String(label)}
            options={[
              { value: ALL_LABELS, label: 'All labels' },
              ...classNames.map((name, at) => ({ value: String(at), label: name })),
            ]}
            onChange={(value) => changeWrongness({ label: value === ALL_LABELS ? null : Number(value) })}
          />
          <SegmentedControl
            label="Outcome"
            value={outcome}
            options={outcomeOptions(misses)}
            onChange={(labelOutcome) => changeWrongness({ labelOutcome })}
          />
          <SegmentedControl
            label="Order"
            value={order}
            options={ORDERS}
            onChange={(next) => changeWrongness({ order: next })}
          />
        </>
      }
      renderTile={(row, tile) => (
        <TileFrame
          {...tile}
          said={`${tile.title}: ${saidOf(results, row)}; ${format.counted(misses[row].wrong, 'label')} wrong`}
          right={misses[row].outcome === 'partly' ? null : misses[row].outcome === 'right'}
        >
          <LabelBars
            names={classNames}
            probabilities={rowOf(results, row)}
            actual={labelsOf(results.actual, row, classNames.length)}
            threshold={LABEL_THRESHOLD}
            most={TILE_BARS}
          />
        </TileFrame>
      )}
    />
  );
}

/** One row of 0s and 1s. */
export function labelsOf(values: Uint8Array, row: number, labels: number): Uint8Array {
  return values.subarray(row * labels, (row + 1) * labels);
}

/** "predicted Drama; is Drama, War". */
function saidOf({ actual, predicted, classNames }: LabelResults, row: number): string {
  const named = (values: Uint8Array) => {
    const own = labelsOf(values, row, classNames.length);
    return classNames.filter((_, label) => own[label] === 1).join(', ') || 'none';
  };
  return `predicted ${named(predicted)}; it is ${named(actual)}`;
}

function outcomeOptions(misses: readonly { outcome: LabelOutcome }[]) {
  const of = (outcome: LabelOutcome) =>
    format.count(misses.filter((miss) => miss.outcome === outcome).length);
  return [
    { value: 'all', label: `All ${format.count(misses.length)}` },
    { value: 'wrong', label: `No match ${of('wrong')}` },
    { value: 'partly', label: `Some match ${of('partly')}` },
    { value: 'right', label: `All right ${of('right')}` },
  ] as const;
}
