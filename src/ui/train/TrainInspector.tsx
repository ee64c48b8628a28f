/** The settings of the next run. They are views of the recipe; a run being trained keeps its own. */
import { useStore } from 'zustand';
import { recipeStore } from '../../state/recipe';
import { runService } from '../../state/page-runs';
import { isTraining } from '../../state/run-views';
import { BackboneSettings } from './BackboneSettings';
import { BackendSettings } from './BackendSettings';
import { DepthSettings } from './DepthSettings';
import { ExperimentSettings } from './ExperimentSettings';
import { HeadSettings, OptimizerSettings, ScheduleSettings } from './HeadSettings';
import { LossSettings } from './LossSettings';
import { ModelSettings } from './ModelSettings';
import styles from './train.module.css';
import { TrickSettings } from './TrickSettings';
import { WeightsSettings } from './WeightsSettings';

export function TrainInspector() {
  const going = useStore(runService, isTraining);
  const network = useStore(recipeStore, (state) => state.recipe.model.kind === 'network');
  return (
    <>
      <p className={styles.note}>{going ? 'Changes apply to the next run.' : 'Settings of the next run.'}</p>
      <ExperimentSettings />
      <ModelSettings />
      {network && (
        <>
          <DepthSettings />
          <ScheduleSettings />
          <OptimizerSettings />
          <LossSettings />
          <TrickSettings />
          <HeadSettings />
        </>
      )}
      <BackboneSettings />
      {network && <WeightsSettings />}
      <BackendSettings />
    </>
  );
}
