/** The learning-rate finder beside the learning rate: the curve as it arrives, and its two suggestions. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { fieldTitle } from '../../core/recipe/differences';
import type { FinderPoint, Suggestions } from '../../core/run/rate-curve';
import { datasetStore, isOther } from '../../state/dataset';
import { changedSince, isLooking, rateFinder, rounded } from '../../state/learning-rate';
import { recipeStore } from '../../state/recipe';
import { LineChart, niceDomain, type Domain, type Series } from '../charts';
import { ActionButton, ErrorNotice, format, Icon, ProgressLine } from '../shared';
import { progressCount } from '../shared/ProgressLine';
import styles from './learning-rate.module.css';
import shared from './train.module.css';
import { controlId } from '../../core/places';

/** Exponents of the first and the last learning rate tried. */
const EXPONENTS = [-7, 1] as const;

const WHAT: readonly { which: keyof Suggestions; is: string }[] = [
  { which: 'valley', is: 'Valley: the middle of the longest decrease. Recommended.' },
  { which: 'steepest', is: 'Steepest: where the loss decreases fastest.' },
];

/** Shows the whole decrease; of the divergence, which is many times as high, only as much again. */
function fallDomain(points: readonly FinderPoint[]): Domain {
  const least = Math.min(...points.map(({ loss }) => loss));
  const most = Math.max(...points.map(({ smoothed }) => smoothed));
  const first = points[0].smoothed;
  return niceDomain([least, Math.min(most, first + (first - least))]);
}

const showLoss = (value: number) => format.fixed(value, value >= 10 ? 1 : 2);
const showRate = (exponent: number) => format.scientific(10 ** exponent);

export function LearningRateFinder() {
  const looking = useStore(rateFinder, isLooking);
  const error = useStore(rateFinder, (state) => state.error);
  const points = useStore(rateFinder, (state) => state.points);
  return (
    <section
      className={styles.finder}
      aria-label="Learning-rate finder"
      id={controlId('learning-rate-finder')}
    >
      {looking ? <Looking /> : <ActionButton action="train.find-learning-rate" icon="search" />}
      {error && <ErrorNotice error={error} onDismiss={() => rateFinder.getState().dismissError()} />}
      {points.length > 0 && <Curve points={points} />}
      <Found />
    </section>
  );
}

function Looking() {
  const progress = useStore(rateFinder, (state) => state.progress);
  const stopping = useStore(rateFinder, (state) => state.status === 'stopping');
  // the run bar shows the rate: there is no room for it here
  const shown = stopping || !progress ? null : { ...progress, rate: null };
  return (
    <div className={styles.looking}>
      <ProgressLine narrow label={stopping ? 'Stopping' : 'Starting'} progress={shown} />
      <div className={styles.row}>
        <span className={styles.note}>{shown?.unit && progressCount(shown)}</span>
        <ActionButton action="train.stop-finding" size="small" icon="stop">
          Stop
        </ActionButton>
      </div>
    </div>
  );
}

function Curve({ points }: { points: readonly FinderPoint[] }) {
  const suggestions = useStore(rateFinder, (state) => state.suggestions);
  const series = useMemo<Series[]>(() => {
    const colour = 'var(--series-train)';
    const at = (y: (point: FinderPoint) => number) =>
      points.map((point) => ({ x: Math.log10(point.learningRate), y: y(point) }));
    return [
      { id: 'raw', label: 'Loss', colour, points: at(({ loss }) => loss), fine: true, dots: true },
      { id: 'smoothed', label: 'Smoothed', colour, points: at(({ smoothed }) => smoothed) },
    ];
  }, [points]);
  const yDomain = useMemo(() => fallDomain(points), [points]);
  const marks = useMemo(
    () =>
      WHAT.flatMap(({ which }) => {
        const rate = suggestions?.[which];
        return rate ? [{ x: Math.log10(rate), label: which }] : [];
      }),
    [suggestions],
  );
  return (
    <LineChart
      title="Loss by learning rate"
      xTitle="learning rate"
      series={series}
      xDomain={EXPONENTS}
      yDomain={yDomain}
      show={showLoss}
      showX={showRate}
      marks={marks}
      height={168}
      unnamed
    />
  );
}

/** The result, once the search has ended. */
function Found() {
  const { status, suggestions, recipe, data } = useStore(rateFinder);
  const current = useStore(recipeStore, (state) => state.recipe);
  const summary = useStore(datasetStore, (state) => state.summary);
  if (status === 'stopped')
    return <p className={styles.note}>The search was stopped before it could suggest a learning rate.</p>;
  if (status !== 'found' || !suggestions || !recipe) return null;
  const changed = changedSince(recipe, current).map(fieldTitle);
  if (summary && isOther(summary, data)) changed.unshift('Films and posters');
  return (
    <>
      {changed.length > 0 && (
        <p className={shared.changed}>
          <Icon name="refresh" size={14} />
          Changed since: {[...new Set(changed)].join(', ')}.
        </p>
      )}
      {suggestions.valley === null && suggestions.steepest === null && (
        <p className={styles.note}>The loss never decreased, so no learning rate can be suggested.</p>
      )}
      <ul className={styles.suggestions}>
        {WHAT.map(({ which, is }) => {
          const rate = suggestions[which];
          return (
            rate !== null && (
              <li key={which}>
                <ActionButton action={`train.use-${which}`} size="small">
                  Use {format.scientific(rounded(rate))}
                </ActionButton>
                <span>{is}</span>
              </li>
            )
          );
        })}
      </ul>
    </>
  );
}
