/** The Train workspace: the recipe at a glance, one button, and what moves while it trains. */
import { useStore } from 'zustand';
import { datasetStore, hasPosters } from '../../state/dataset';
import { preparation } from '../../state/preparation';
import { isTraining, training } from '../../state/training';
import { ActionButton, Button, EmptyState, ErrorNotice, Inspector } from '../shared';
import { goTo } from '../../state/ui';
import { TrainConfusion } from './TrainConfusion';
import { TrainCurves } from './TrainCurves';
import { TrainFigures } from './TrainFigures';
import { TrainHead } from './TrainHead';
import { TrainInspector } from './TrainInspector';
import styles from './train.module.css';

export default function TrainWorkspace() {
  const ready = useStore(datasetStore, ({ summary }) => hasPosters(summary));
  const status = useStore(training, (state) => state.status);
  const error = useStore(training, (state) => state.error);
  const planError = useStore(preparation, (state) => state.planError);
  if (!ready && status === 'idle') return <WaitsForPosters />;
  return (
    <div className={styles.page}>
      <TrainHead />
      {error && !isTraining(status) && <ErrorNotice error={error} />}
      {!error && planError && !isTraining(status) && <ErrorNotice error={planError} />}
      <TrainFigures />
      <TrainCurves />
      <TrainConfusion />
      <Inspector>
        <TrainInspector />
      </Inspector>
    </div>
  );
}

function WaitsForPosters() {
  return (
    <>
      <EmptyState
        title="Train waits for posters"
        icon="train"
        actions={
          <>
            <ActionButton action="data.sample-generated" variant="primary" />
            <Button onClick={() => goTo('data')}>Open Data</Button>
          </>
        }
      >
        A training needs films with posters. Draw the generated sample for a first try, or open a table and a
        folder of your own in Data.
      </EmptyState>
      <Inspector>
        <TrainInspector />
      </Inspector>
    </>
  );
}
