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
  head: 'The rest stays as it is: features are computed once a poster. The fastest way.',
  last: 'What comes before them is frozen, and computed once a poster where posters look the same each time.',
  staged: 'The head first; then earlier stages too, each more slowly.',
  all: 'All layers, from the first epoch on. The slowest way.',
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
            ? 'Posters look the same in every epoch; Prepare has augmentation.'
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
        label="Head alone for"
        id="head-epochs"
        value={depth.headEpochs}
        onChange={(headEpochs) => setRecipeField('depth', { ...depth, headEpochs })}
        min={1}
        max={1000}
        whole
        unit="epochs"
        hint="Of all epochs, the first ones."
      />
      <NumberField
        label="Stages before the head"
        id="stages"
        value={depth.stages ?? 20}
        onChange={(stages) => setRecipeField('depth', { ...depth, stages })}
        min={1}
        max={20}
        whole
        hint="20 for all that there are."
      />
      <SliderField
        label="Rate of each stage before"
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
