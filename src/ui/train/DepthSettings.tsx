/** What is trained: which network, and how much of it. */
import { useStore } from 'zustand';
import { depthSchema, type DepthSettings as Depth } from '../../core/recipe/backbone';
import { choicesOf, DEPTH_NAMES } from '../../core/recipe/value-names';
import { changeRecipe, recipeStore, setRecipeField } from '../../state/recipe';
import { format, NumberField, Section, SelectField, SliderField } from '../shared';
import { choiceOf, chosen, MENU } from './network-choices';
import { PrecisionSetting } from './PrecisionSetting';
import styles from './train.module.css';

const HINTS: Record<Depth['kind'], string> = {
  head: 'Only the head is trained; features are computed once per poster. The fastest option.',
  last: 'Earlier stages are frozen. Their outputs are computed once per poster if augmentation does not change the posters.',
  staged: 'The head first, then earlier stages as well, each with a lower learning rate.',
  all: 'All layers from the first epoch. The slowest option.',
};

export function DepthSettings() {
  const recipe = useStore(recipeStore, (state) => state.recipe);
  const { backbone, depth, augmentation, mixing } = recipe;
  const changed = augmentation.length + Number(mixing !== null);
  return (
    <Section title="What is trained" level={3}>
      <SelectField
        label="Network"
        id="network"
        value={choiceOf(backbone.architecture)}
        options={MENU}
        onChange={(choice) => changeRecipe('backbone', chosen(choice, backbone.weights))}
      />
      <SelectField
        label="Trained"
        id="depth"
        value={depth.kind}
        options={choicesOf(DEPTH_NAMES)}
        onChange={(kind) => setRecipeField('depth', depthSchema.parse({ kind }))}
        hint={HINTS[depth.kind]}
      />
      <DepthDetails depth={depth} />
      {depth.kind !== 'head' && <PrecisionSetting />}
      {depth.kind !== 'head' && (
        <p className={styles.note}>
          {changed === 0
            ? 'Posters look the same in every epoch. To change that, choose an augmentation in Prepare.'
            : `Posters look different in every epoch: ${format.counted(changed, 'change')}, set in Prepare.`}
        </p>
      )}
    </Section>
  );
}

function DepthDetails({ depth }: { depth: Depth }) {
  if (depth.kind === 'last')
    return (
      <NumberField
        label="Stages before the head"
        id="stages"
        value={depth.stages}
        onChange={(stages) => setRecipeField('depth', { ...depth, stages })}
        min={1}
        max={20}
        whole
      />
    );
  if (depth.kind !== 'staged') return null;
  return (
    <>
      <NumberField
        label="Head only for"
        id="head-epochs"
        value={depth.headEpochs}
        onChange={(headEpochs) => setRecipeField('depth', { ...depth, headEpochs })}
        min={1}
        max={1000}
        whole
        unit="epochs"
        hint="Counted from the first epoch."
      />
      <NumberField
        label="Stages before the head"
        id="stages"
        value={depth.stages ?? 20}
        onChange={(stages) => setRecipeField('depth', { ...depth, stages })}
        min={1}
        max={20}
        whole
        hint="20 trains every stage."
      />
      <SliderField
        label="Learning rate of each earlier stage"
        id="rate-per-stage"
        value={depth.ratePerStage}
        onChange={(ratePerStage) => setRecipeField('depth', { ...depth, ratePerStage })}
        min={0.01}
        max={1}
        step={0.01}
        show={(value) => `× ${value.toFixed(2)}`}
      />
    </>
  );
}
