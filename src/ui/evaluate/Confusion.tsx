/** The confusion matrix of one split; selecting a cell shows its posters in the gallery below. */
import { useStore } from 'zustand';
import type { Figures } from '../../core/run/figures';
import type { Results } from '../../core/predictions/results';
import { announce } from '../../state/ui';
import { ConfusionHeatmap, type Cell } from '../charts/ConfusionHeatmap';
import { format, Section, SegmentedControl } from '../shared';
import { showGallery } from './gallery-place';
import { changeFilter, evaluateView } from './view';
import styles from './evaluate.module.css';

const BY = [
  { value: 'row', label: 'By row' },
  { value: 'count', label: 'By count' },
] as const;

export function Confusion({ results, figures }: { results: Results; figures: Figures }) {
  const by = useStore(evaluateView, (state) => state.by);
  const chosen = useStore(evaluateView, (state) => state.filter.cell);
  const { classNames } = results;
  const choose = (cell: Cell) => {
    const again = chosen?.actual === cell.actual && chosen.predicted === cell.predicted;
    changeFilter({ cell: again ? null : cell, outcome: 'all' });
    if (again) return;
    const posters = figures.confusion[cell.actual * classNames.length + cell.predicted];
    announce(
      `${format.counted(posters, 'poster')}: actual ${classNames[cell.actual]}, predicted ${classNames[cell.predicted]}.`,
    );
    showGallery();
  };
  return (
    <Section
      title="Confusion"
      actions={
        <SegmentedControl
          label="Cells by"
          value={by}
          options={BY}
          onChange={(value) => evaluateView.setState({ by: value })}
        />
      }
    >
      <ConfusionHeatmap
        caption={`Confusion matrix, ${results.split}`}
        classNames={classNames}
        counts={figures.confusion}
        by={by}
        chosen={chosen}
        onChoose={choose}
      />
      <p className={styles.quiet}>
        {by === 'row' ? 'Percent of the row’s posters. ' : 'Posters. '}Select a cell to see its posters.
      </p>
    </Section>
  );
}
