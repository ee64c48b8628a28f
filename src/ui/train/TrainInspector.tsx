/** The settings of the next training. They are views of the recipe; a training that is going on keeps its own. */
import { useStore } from 'zustand';
import { isTraining, training } from '../../state/training';
import { BackboneSettings } from './BackboneSettings';
import { BackendSettings } from './BackendSettings';
import { DepthSettings } from './DepthSettings';
import { ExperimentSettings } from './ExperimentSettings';
import { HeadSettings, OptimizerSettings, ScheduleSettings } from './HeadSettings';
import styles from './train.module.css';
import { WeightsSettings } from './WeightsSettings';

export function TrainInspector() {
  const going = useStore(training, (state) => isTraining(state.status));
  return (
    <>
      <p className={styles.note}>
        {going ? 'Changes take effect in the next training.' : 'Settings of the next training.'}
      </p>
      <ExperimentSettings />
      <DepthSettings />
      <ScheduleSettings />
      <OptimizerSettings />
      <HeadSettings />
      <BackboneSettings />
      <WeightsSettings />
      <BackendSettings />
    </>
  );
}
