/** The Train workspace: the recipe at a glance, the Train button, and live charts; and a tab with the experiments. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { PRESETS } from '../../core/presets';
import { datasetStore, hasPosters } from '../../state/dataset';
import { preparation } from '../../state/preparation';
import { runService } from '../../state/page-runs';
import { isTraining, runError, runStatus } from '../../state/run-views';
import { ActionButton, Button, EmptyState, ErrorNotice, Inspector, tabPanel, Tabs } from '../shared';
import { goTo, ui } from '../../state/ui';
import { Experiments } from './Experiments';
import { QueueLine } from './QueueLine';
import { TrainConfusion } from './TrainConfusion';
import { TrainCurves } from './TrainCurves';
import { TrainFigures } from './TrainFigures';
import { TrainHead } from './TrainHead';
import { TrainInspector } from './TrainInspector';
import { showTrainTab, trainView } from './view';
import styles from './train.module.css';

const TABS = [
  { value: 'training', label: 'Training' },
  { value: 'experiments', label: 'Experiments', note: String(PRESETS.length) },
] as const;

export default function TrainWorkspace() {
  const tab = useStore(trainView, (state) => state.tab);
  const control = useStore(ui, (state) => state.control);
  useEffect(() => {
    // controls that errors point to are all in the Training tab
    if (control) showTrainTab('training');
  }, [control]);
  return (
    <div className={styles.tabbed}>
      <div className={styles.tabs}>
        <Tabs id="train" label="Train" value={tab} tabs={TABS} onChange={showTrainTab} />
      </div>
      <div className={styles.panel} {...tabPanel('train', tab)}>
        {tab === 'training' ? <Training /> : <Experiments />}
      </div>
    </div>
  );
}

function Training() {
  const ready = useStore(datasetStore, ({ summary }) => hasPosters(summary));
  const status = useStore(runService, runStatus);
  const going = useStore(runService, isTraining);
  const error = useStore(runService, runError);
  const planError = useStore(preparation, (state) => state.planError);
  if (!ready && status === 'idle') return <WaitsForPosters />;
  return (
    <div className={styles.page}>
      <QueueLine />
      <TrainHead />
      {error && !going && <ErrorNotice error={error} />}
      {!error && planError && !going && <ErrorNotice error={planError} />}
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
        title="Train needs posters"
        icon="train"
        actions={
          <>
            <ActionButton action="data.sample-generated" variant="primary" />
            <Button onClick={() => goTo('data')}>Open Data</Button>
            <Button onClick={() => showTrainTab('experiments')}>Show the experiments</Button>
          </>
        }
      >
        Training needs films with posters. Open the generated sample for a first try, or open your own table
        and posters in Data.
      </EmptyState>
      <Inspector>
        <TrainInspector />
      </Inspector>
    </>
  );
}
