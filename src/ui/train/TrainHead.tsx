/** What is or would be trained, its progress, and buttons to start, pause and stop it. */
import { useStore } from 'zustand';
import { backends } from '../../state/backends';
import { recipeDifferences, fieldTitle } from '../../core/recipe/differences';
import { recipeStore } from '../../state/recipe';
import { settings } from '../../state/settings';
import { deviceText } from '../../state/device-text';
import { runService } from '../../state/page-runs';
import { isTraining, runStatus } from '../../state/run-views';
import { goTo } from '../../state/ui';
import { ActionButton, Button, Icon, ProgressLine } from '../shared';
import { recipeLines } from './recipe-text';
import styles from './train.module.css';

export function TrainHead() {
  const going = useStore(runService, isTraining);
  const trained = useStore(runService, ({ live }) => live.recipe);
  const current = useStore(recipeStore, (state) => state.recipe);
  const recipe = going && trained ? trained : current;
  return (
    <section className={styles.head} aria-label="Recipe">
      <div className={styles.title}>
        <h2>{recipe.title}</h2>
        <Buttons />
      </div>
      <dl className={styles.glance}>
        {recipeLines(recipe).map((line) => (
          <div key={line.name}>
            <dt>{line.name}</dt>
            <dd>{line.text}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.progress}>{going ? <Going /> : <Rest />}</div>
    </section>
  );
}

function Buttons() {
  const going = useStore(runService, isTraining);
  const paused = useStore(runService, (state) => runStatus(state) === 'paused');
  const finished = useStore(runService, ({ live }) => live.run !== null);
  if (going)
    return (
      <span className={styles.buttons}>
        <ActionButton action="train.pause" size="large" icon={paused ? 'play' : 'pause'}>
          {paused ? 'Resume' : 'Pause'}
        </ActionButton>
        <ActionButton action="train.stop" size="large" icon="stop">
          Stop
        </ActionButton>
      </span>
    );
  return (
    <span className={styles.buttons}>
      {finished && (
        <Button size="large" icon="evaluate" onClick={() => goTo('evaluate')}>
          Evaluate
        </Button>
      )}
      <ActionButton action="train.start" variant="primary" size="large" icon="play">
        {finished ? 'Train again' : 'Train'}
      </ActionButton>
    </span>
  );
}

/** Phase, count, rate and remaining time; backend and device below. */
function Going() {
  const progress = useStore(runService, ({ live }) => live.progress);
  const history = useStore(runService, ({ live }) => live.history);
  const recipe = useStore(runService, ({ live }) => live.recipe);
  const device = useStore(runService, ({ live }) => live.device);
  const status = useStore(runService, runStatus);
  const label =
    { paused: 'Paused', stopping: 'Stopping', starting: 'Starting' }[status as string] ?? 'Training';
  return (
    <>
      <ProgressLine label={label} progress={status === 'running' ? progress : null} />
      <p className={styles.device}>
        <span>
          {recipe && `Epoch ${history.length} of ${recipe.training.epochs}`}
          {status === 'paused' && ', paused'}
          {status === 'stopping' && ': it ends after the current batch'}
        </span>
        {device && (
          <span>
            <Icon name="device" size={14} /> {deviceText(device)}
          </span>
        )}
      </p>
    </>
  );
}

/** Where the next run would be trained, and whether the settings have changed since the last one. */
function Rest() {
  const trained = useStore(runService, ({ live }) => live.recipe);
  const status = useStore(runService, runStatus);
  const current = useStore(recipeStore, (state) => state.recipe);
  const choice = useStore(settings, (state) => state.backend);
  const { chosen, found } = useStore(backends);
  const changed = trained ? recipeDifferences(trained, current) : [];
  const taken = choice === 'auto' ? chosen : found.find((one) => one.backend === choice);
  return (
    <>
      <p className={styles.device}>
        {taken ? (
          <span>
            <Icon name="device" size={14} /> Runs on {deviceText(taken)}.
            {choice === 'auto' && ` ${taken.reason}`}
          </span>
        ) : (
          <span>Looking for a backend …</span>
        )}
      </p>
      {changed.length > 0 && (
        <p className={styles.changed}>
          <Icon name="refresh" size={14} />
          Changed since this run: {changed.map(({ path }) => fieldTitle(path)).join(', ')}.
        </p>
      )}
      {changed.length === 0 && status === 'stopped' && (
        <p className={styles.changed}>This run was stopped.</p>
      )}
    </>
  );
}
