/** Loss and accuracy of both sides by epoch, and the loss of every batch as a fine line behind. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { training } from '../../state/training';
import { recipeStore } from '../../state/recipe';
import { LineChart, type Series } from '../charts';
import { format } from '../shared';
import { bestEpoch, planMajority } from './live-figures';
import styles from './train.module.css';
import { usePlan } from './usePlan';

const TRAIN = 'var(--series-train)';
const VALIDATION = 'var(--series-validation)';
const SHARES = [0, 1] as const;

const showLoss = (value: number) => format.fixed(value, value >= 10 ? 1 : 2);
const showShare = (value: number) => format.percent(value, Number.isInteger(value * 100) ? 0 : 1);

export function TrainCurves() {
  const history = useStore(training, (state) => state.history);
  const trace = useStore(training, (state) => state.trace);
  const batches = useStore(training, (state) => state.batches);
  const perEpoch = useStore(training, (state) => state.batchesAnEpoch);
  const plan = usePlan();
  const epochs = useStore(training, (state) => state.recipe?.training.epochs);
  const planned = useStore(recipeStore, (state) => state.recipe.training.epochs);
  const domain = useMemo(() => [0, epochs ?? planned] as const, [epochs, planned]);

  const fine = useMemo(
    () => (perEpoch ? trace.points().map(({ batch, loss }) => ({ x: batch / perEpoch, y: loss })) : []),
    // the trace changes in place; its count says so
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
  const accuracy = useMemo<Series[]>(
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
  const marks = useMemo(() => {
    const best = bestEpoch(history);
    return best ? [{ x: best.epoch, label: `best ${best.epoch}` }] : [];
  }, [history]);
  const levels = useMemo(() => {
    const majority = plan && planMajority(plan);
    return majority?.accuracy ? [{ y: majority.accuracy, label: 'majority class' }] : [];
  }, [plan]);

  return (
    <div className={styles.curves}>
      <LineChart title="Loss" xTitle="epoch" series={loss} xDomain={domain} show={showLoss} marks={marks} />
      <LineChart
        title="Accuracy"
        xTitle="epoch"
        series={accuracy}
        xDomain={domain}
        yDomain={SHARES}
        show={showShare}
        marks={marks}
        levels={levels}
      />
    </div>
  );
}
