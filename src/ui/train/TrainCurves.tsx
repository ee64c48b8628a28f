/** Loss, and accuracy or the first head's main metric, by epoch; the loss of every batch as a fine line behind. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { EpochRecord } from '../../core/run/run';
import { runService } from '../../state/page-runs';
import { recipeStore } from '../../state/recipe';
import { LineChart, type Domain, type Series } from '../charts';
import { format } from '../shared';
import { markedEpoch, planMajority, planMeanPrecision } from './live-figures';
import styles from './train.module.css';
import { usePlan } from './usePlan';

const TRAIN = 'var(--series-train)';
const VALIDATION = 'var(--series-validation)';
const SHARES = [0, 1] as const;

const showLoss = (value: number) => format.fixed(value, value >= 10 ? 1 : 2);

export function TrainCurves() {
  const history = useStore(runService, ({ live }) => live.history);
  const trace = useStore(runService, ({ live }) => live.trace);
  const batches = useStore(runService, ({ live }) => live.batches);
  const perEpoch = useStore(runService, ({ live }) => live.batchesAnEpoch);
  const kind = usePlan()?.heads[0].kind ?? 'class';
  const epochs = useStore(runService, ({ live }) => live.recipe?.training.epochs);
  const planned = useStore(recipeStore, (state) => state.recipe.training.epochs);
  const domain = useMemo(() => [0, epochs ?? planned] as const, [epochs, planned]);

  const fine = useMemo(
    () => (perEpoch ? trace.points().map(({ batch, loss }) => ({ x: batch / perEpoch, y: loss })) : []),
    // the trace changes in place, and its count with it
    // oxlint-disable-next-line react/exhaustive-deps
    [trace, batches, perEpoch],
  );
  const loss = useMemo<Series[]>(
    () => [
      { id: 'batch', label: 'Batch', colour: TRAIN, points: fine, fine: true },
      {
        id: 'train',
        label: 'Train',
        colour: TRAIN,
        points: history.map(({ epoch, trainLoss }) => ({ x: epoch, y: trainLoss })),
      },
      {
        id: 'validation',
        label: 'Validation',
        colour: VALIDATION,
        points: history.map(({ epoch, validationLoss }) => ({ x: epoch, y: validationLoss })),
      },
    ],
    [history, fine],
  );
  const recipe = useStore(runService, ({ live }) => live.recipe);
  const run = useStore(runService, ({ live }) => live.run);
  const marks = useMemo(() => {
    const mark = markedEpoch(history, recipe, run);
    return mark ? [mark] : [];
  }, [history, recipe, run]);
  return (
    <div className={styles.curves}>
      <LineChart title="Loss" xTitle="epoch" series={loss} xDomain={domain} show={showLoss} marks={marks} />
      {kind === 'class' ? (
        <AccuracyChart history={history} marks={marks} domain={domain} />
      ) : (
        <MainFigureChart kind={kind} history={history} marks={marks} domain={domain} />
      )}
    </div>
  );
}

interface SecondChartProps {
  history: readonly EpochRecord[];
  marks: readonly { x: number; label: string }[];
  domain: Domain;
}

function AccuracyChart({ history, marks, domain }: SecondChartProps) {
  const plan = usePlan();
  const series = useMemo<Series[]>(
    () => [
      {
        id: 'train',
        label: 'Train',
        colour: TRAIN,
        points: history.map(({ epoch, trainAccuracy }) => ({ x: epoch, y: trainAccuracy })),
      },
      {
        id: 'validation',
        label: 'Validation',
        colour: VALIDATION,
        points: history.map(({ epoch, validationAccuracy }) => ({ x: epoch, y: validationAccuracy })),
      },
    ],
    [history],
  );
  const levels = useMemo(() => {
    const majority = plan && planMajority(plan);
    return majority?.accuracy ? [{ y: majority.accuracy, label: 'majority class' }] : [];
  }, [plan]);
  return (
    <LineChart
      title="Accuracy"
      xTitle="epoch"
      series={series}
      xDomain={domain}
      yDomain={SHARES}
      show={format.shortPercent}
      marks={marks}
      levels={levels}
    />
  );
}

/** For the validation split: mAP of labels, mean absolute error of a value. */
function MainFigureChart({ kind, history, marks, domain }: SecondChartProps & { kind: 'labels' | 'value' }) {
  const plan = usePlan();
  const series = useMemo<Series[]>(
    () => [
      {
        id: 'validation',
        label: 'Validation',
        colour: VALIDATION,
        points: history.flatMap(({ epoch, validationFigure }) =>
          validationFigure === undefined ? [] : [{ x: epoch, y: validationFigure }],
        ),
      },
    ],
    [history],
  );
  const levels = useMemo(() => {
    const constant = kind === 'labels' && plan ? planMeanPrecision(plan) : null;
    return constant === null ? [] : [{ y: constant, label: 'same for all' }];
  }, [plan, kind]);
  return (
    <LineChart
      title={kind === 'labels' ? 'Mean average precision' : 'Mean absolute error'}
      xTitle="epoch"
      series={series}
      xDomain={domain}
      show={showLoss}
      marks={marks}
      levels={levels}
    />
  );
}
