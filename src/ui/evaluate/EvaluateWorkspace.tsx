/** The Evaluate workspace: one run's figures, confusion and posters, all computed from its stored predictions. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { figuresOf } from '../../core/run/figures';
import { resultsOf } from '../../core/run/results';
import { SPLITS, type Run, type SplitName } from '../../core/run/run';
import { runs } from '../../state/runs';
import { ErrorNotice, format, Inspector, SegmentedControl } from '../shared';
import { Calibration } from './Calibration';
import { ClassTable } from './ClassTable';
import { Confusion } from './Confusion';
import { EvaluateFigures } from './EvaluateFigures';
import { Gallery } from './Gallery';
import { PosterDetail } from './PosterDetail';
import { RunFacts } from './RunFacts';
import { RunPicker } from './RunPicker';
import { useRun } from './useRun';
import { evaluateView, forgetChoices, showSplit } from './view';
import { WaitsForRun } from './WaitsForRun';
import styles from './evaluate.module.css';

const SPLIT_TITLES: Record<SplitName, string> = { train: 'Train', validation: 'Validation', test: 'Test' };
/** The sides that were not learned from come first. */
const ORDER: readonly SplitName[] = [...SPLITS].sort((a, b) => Number(a === 'train') - Number(b === 'train'));

export default function EvaluateWorkspace() {
  return (
    <WaitsForRun
      title="Evaluate waits for a run"
      icon="evaluate"
      purpose="Train once, and its accuracy, the figures of every class, the confusion heatmap and a gallery of right and wrong posters stand here."
    >
      <Evaluate />
    </WaitsForRun>
  );
}

function Evaluate() {
  const id = useStore(runs, (state) => state.selectedId);
  const { run, error } = useRun(id);
  const split = useStore(evaluateView, (state) => state.split);
  const shown = run && run.sizes[split] === 0 ? 'validation' : split;
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <div className={styles.picker}>
          <RunPicker onPick={forgetChoices} />
        </div>
        <SegmentedControl
          label="Split"
          value={shown}
          options={ORDER.filter((side) => !run || run.sizes[side] > 0).map((side) => ({
            value: side,
            label: run ? `${SPLIT_TITLES[side]} ${format.count(run.sizes[side])}` : SPLIT_TITLES[side],
          }))}
          onChange={showSplit}
        />
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void runs.getState().refresh()} />}
      {run && <Results key={run.id} run={run} split={shown} />}
    </div>
  );
}

function Results({ run, split }: { run: Run; split: SplitName }) {
  const results = useMemo(() => resultsOf(run, split), [run, split]);
  const figures = useMemo(() => figuresOf(run, split), [run, split]);
  const chosen = useStore(evaluateView, (state) => state.chosen);
  return (
    <>
      <EvaluateFigures figures={figures} />
      <div className={styles.middle}>
        <Confusion results={results} figures={figures} />
        <ClassTable classNames={run.classNames} figures={figures} />
      </div>
      <Calibration results={results} figures={figures} />
      <Gallery results={results} />
      <Inspector>
        {chosen !== null && chosen < results.keys.length ? (
          <PosterDetail results={results} row={chosen} />
        ) : (
          <RunFacts run={run} />
        )}
      </Inspector>
    </>
  );
}
