/** The Evaluate workspace: one run's figures, confusion matrix and posters, all from its stored predictions. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Figures } from '../../core/run/figures';
import type { HeadFigures } from '../../core/run/head-figures';
import type { Intervals } from '../../core/run/intervals';
import type { LabelsFigures } from '../../core/run/label-figures';
import {
  type HeadResults,
  type LabelResults,
  type Results,
  type ValueResults,
} from '../../core/predictions/results';
import { SPLITS, type SplitName } from '../../core/splits/split-name';
import type { Run } from '../../core/run/run';
import type { ValueFigures } from '../../core/run/value-figures';
import { runs } from '../../state/runs';
import { ErrorNotice, format, Inspector, InTurn, SegmentedControl } from '../shared';
import { Calibration } from './Calibration';
import { ClassTable } from './ClassTable';
import { Confusion } from './Confusion';
import { EvaluateFigures } from './EvaluateFigures';
import { Gallery } from './Gallery';
import { PosterDetail } from './PosterDetail';
import { RunFacts } from './RunFacts';
import { RunPicker } from '../runs/RunPicker';
import { useRun } from '../runs/useRun';
import { LabelFiguresView } from './LabelFiguresView';
import { LabelGallery } from './LabelGallery';
import { LabelTable } from './LabelTable';
import { Residuals } from './Residuals';
import { useFigures, type ShownFigures } from './useFigures';
import { ValueFiguresView } from './ValueFiguresView';
import { ValueGallery } from './ValueGallery';
import { evaluateView, forgetChoices, lookAtRun, showHead, showSplit } from './view';
import { WaitsForRun } from '../runs/WaitsForRun';
import styles from './evaluate.module.css';
import { perform } from '../../state/perform';

const SPLIT_TITLES: Record<SplitName, string> = { train: 'Train', validation: 'Validation', test: 'Test' };
/** The splits not used for training come first. */
const ORDER: readonly SplitName[] = [...SPLITS].sort((a, b) => Number(a === 'train') - Number(b === 'train'));

const NONE: Intervals = {};

export default function EvaluateWorkspace() {
  return (
    <WaitsForRun
      title="Evaluate needs a run"
      icon="evaluate"
      purpose="Train once to see the accuracy, the figures of every class, the confusion heatmap and a gallery of right and wrong predictions."
    >
      <Evaluate />
    </WaitsForRun>
  );
}

function Evaluate() {
  const id = useStore(runs, (state) => state.selectedId);
  const { run, error } = useRun(id);
  useEffect(() => lookAtRun(id), [id]);
  const split = useStore(evaluateView, (state) => state.split);
  const shown = run && run.sizes[split] === 0 ? 'validation' : split;
  const wantedHead = useStore(evaluateView, (state) => state.head);
  const head = run && wantedHead < run.heads.length ? wantedHead : 0;
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <div className={styles.picker}>
          <RunPicker onPick={forgetChoices} />
        </div>
        {run && run.heads.length > 1 && (
          <SegmentedControl
            label="Head"
            value={String(head)}
            options={run.heads.map(({ title }, at) => ({ value: String(at), label: title }))}
            onChange={(at) => showHead(Number(at))}
          />
        )}
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
      {error && <ErrorNotice error={error} onRetry={() => perform(() => runs.getState().refresh())} />}
      {run && <HeadView key={`${run.id} ${head}`} run={run} split={shown} head={head} />}
    </div>
  );
}

interface HeadViewProps {
  run: Run;
  split: SplitName;
  head: number;
}

function HeadView({ run, split, head }: HeadViewProps) {
  const shown = useFigures(run, split, head);
  if (shown) return <ShownHead run={run} shown={shown} busy={shown.run !== run || shown.split !== split} />;
  return (
    <>
      <output aria-busy className={styles.computing}>
        Computing figures …
      </output>
      <Inspector>
        <RunFacts run={run} />
      </Inspector>
    </>
  );
}

/** @param props.busy whether another split's figures are being computed; the ones shown stay until they are there. */
function ShownHead({ run, shown, busy }: { run: Run; shown: ShownFigures; busy: boolean }) {
  const { results } = shown;
  const chosen = useStore(evaluateView, (state) => state.chosen);
  return (
    <>
      <div aria-busy={busy} inert={busy} className={styles.head}>
        <Figured results={results} figures={shown.figures} intervals={shown.intervals ?? NONE} />
      </div>
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

/** The results and the figures of one head, both of the same kind. */
function Figured({
  results,
  figures,
  intervals,
}: {
  results: HeadResults;
  figures: HeadFigures;
  intervals: Intervals;
}) {
  if (results.kind === 'class' && figures.kind === 'class')
    return <ClassView results={results} figures={figures} intervals={intervals} />;
  if (results.kind === 'labels' && figures.kind === 'labels')
    return <LabelsView results={results} figures={figures} intervals={intervals} />;
  if (results.kind === 'value' && figures.kind === 'value')
    return <ValueView results={results} figures={figures} intervals={intervals} />;
  return null;
}

interface ViewProps<R, F> {
  results: R;
  figures: F;
  intervals: Intervals;
}

function ClassView({ results, figures, intervals }: ViewProps<Results, Figures>) {
  return (
    <>
      <EvaluateFigures figures={figures} intervals={intervals} />
      <div className={styles.middle}>
        <Confusion results={results} figures={figures} />
        <ClassTable classNames={results.classNames} figures={figures} />
      </div>
      <InTurn>
        <Calibration results={results} figures={figures} />
      </InTurn>
      <InTurn>
        <Gallery results={results} />
      </InTurn>
    </>
  );
}

function LabelsView({ results, figures, intervals }: ViewProps<LabelResults, LabelsFigures>) {
  return (
    <>
      <LabelFiguresView figures={figures} intervals={intervals} />
      <LabelTable names={results.classNames} figures={figures} />
      <InTurn>
        <LabelGallery results={results} />
      </InTurn>
    </>
  );
}

function ValueView({ results, figures, intervals }: ViewProps<ValueResults, ValueFigures>) {
  return (
    <>
      <ValueFiguresView figures={figures} intervals={intervals} />
      <Residuals results={results} figures={figures} />
      <InTurn>
        <ValueGallery results={results} />
      </InTurn>
    </>
  );
}
