/** The hyperparameters of training: schedule, optimizer, head. */
import { useStore } from 'zustand';
import { momentumUse, OPTIMIZERS, optimizerSchema } from '../../core/optimisation/optimizers';
import { fieldsOf } from '../../core/optimisation/parameters';
import { SCHEDULES, scheduleSchema } from '../../core/optimisation/schedules';
import { choicesOf, KEEP_NAMES, titlesOf } from '../../core/recipe/value-names';
import { changeRecipe, recipeStore, setRecipeField } from '../../state/recipe';
import { NumberField, Section, SegmentedControl, SelectField, SliderField } from '../shared';
import { SeedField } from '../shared/SeedField';
import { LearningRateFinder } from './LearningRateFinder';
import { keptText } from './monitor-choices';
import { ParameterFields } from './ParameterFields';
import styles from './train.module.css';
import { controlId } from '../../core/places';

const KEEP = choicesOf(KEEP_NAMES);
const SCHEDULE_CHOICES = choicesOf(titlesOf(SCHEDULES));
const OPTIMIZER_CHOICES = choicesOf(titlesOf(OPTIMIZERS));

export function ScheduleSettings() {
  const training = useStore(recipeStore, (state) => state.recipe.training);
  const schedule = useStore(recipeStore, (state) => state.recipe.schedule);
  const stopping = useStore(recipeStore, (state) => state.recipe.stopping);
  const task = useStore(recipeStore, (state) => state.recipe.task);
  return (
    <Section title="Schedule" level={3}>
      <NumberField
        label="Epochs"
        id="epochs"
        value={training.epochs}
        onChange={(epochs) => changeRecipe('training', { epochs })}
        min={1}
        max={10000}
        whole
      />
      <NumberField
        label="Batch size"
        id={controlId('batch-size')}
        value={training.batchSize}
        onChange={(batchSize) => changeRecipe('training', { batchSize })}
        min={1}
        max={4096}
        whole
      />
      <SeedField />
      <SelectField
        label="Rate schedule"
        id="schedule"
        value={schedule.kind}
        options={SCHEDULE_CHOICES}
        onChange={(kind) =>
          setRecipeField('schedule', scheduleSchema.parse({ kind, warmUp: schedule.warmUp }))
        }
      />
      <ParameterFields
        fields={fieldsOf(schedule, SCHEDULES[schedule.kind].parameters)}
        onChange={(changed) => setRecipeField('schedule', changed)}
      />
      <div className={styles.line}>
        <span className={styles.lineLabel}>Keep the epoch</span>
        <SegmentedControl
          label="Keep the epoch"
          value={training.keep}
          options={KEEP}
          onChange={(keep) => changeRecipe('training', { keep })}
        />
      </div>
      <p className={styles.hint}>{keptText({ stopping, task, training })}</p>
    </Section>
  );
}

export function OptimizerSettings() {
  const optimizer = useStore(recipeStore, (state) => state.recipe.optimizer);
  const schedule = useStore(recipeStore, (state) => state.recipe.schedule);
  const { constants, parameters } = OPTIMIZERS[optimizer.kind];
  const fields = (section?: 'constants') => (
    <ParameterFields
      fields={fieldsOf(optimizer, parameters, { section })}
      onChange={(changed) => setRecipeField('optimizer', changed)}
      use={momentumUse(optimizer, schedule)}
    />
  );
  return (
    <Section title="Optimizer" level={3}>
      <SelectField
        label="Method"
        id="optimizer"
        value={optimizer.kind}
        options={OPTIMIZER_CHOICES}
        onChange={(kind) =>
          setRecipeField('optimizer', optimizerSchema.parse({ kind, learningRate: optimizer.learningRate }))
        }
      />
      <NumberField
        label="Learning rate"
        id={controlId('learning-rate')}
        value={optimizer.learningRate}
        onChange={(learningRate) => changeRecipe('optimizer', { learningRate })}
        min={1e-7}
        max={10}
      />
      <LearningRateFinder />
      {fields()}
      {constants && (
        <details className={styles.details}>
          <summary>{constants}</summary>
          {fields('constants')}
        </details>
      )}
    </Section>
  );
}

export function HeadSettings() {
  const head = useStore(recipeStore, (state) => state.recipe.head);
  return (
    <Section title="Head" level={3}>
      <SliderField
        label="Dropout"
        id="dropout"
        value={head.dropout}
        onChange={(dropout) => changeRecipe('head', { dropout })}
        min={0}
        max={0.95}
        step={0.05}
        show={(value) => value.toFixed(2)}
      />
      <NumberField
        label="Hidden layer"
        id="hidden"
        value={head.hidden}
        onChange={(hidden) => changeRecipe('head', { hidden })}
        min={0}
        max={4096}
        whole
        unit="units"
        hint="0 means none: the features feed the output layer directly."
      />
    </Section>
  );
}
