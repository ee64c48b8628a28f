/** How training changes a poster each time it sees it: a named pipeline or a custom list, with a preview. */
import { useStore } from 'zustand';
import { PIPELINES, pipelineOf, TRANSFORM_KINDS, type Mixing } from '../../core/recipe/augmentation';
import { usedAugmentation } from '../../core/recipe/used-augmentation';
import { changeMixing, chooseMixing, choosePipeline, switchTransform } from '../../state/augmentation';
import { recipeStore } from '../../state/recipe';
import { SegmentedControl, SliderField, SwitchField } from '../shared/Field';
import { Section } from '../shared/Section';
import { AugmentationPreview } from './AugmentationPreview';
import styles from './prepare.module.css';
import { listText, OWN_NAME, PIPELINE_TEXTS, TRANSFORM_TEXTS } from './transform-texts';
import { TransformSettings } from './TransformSettings';

export function Augmentation() {
  const augmentation = useStore(recipeStore, (state) => state.recipe.augmentation);
  const unused = useStore(recipeStore, (state) => usedAugmentation(state.recipe).length === 0);
  const pipeline = pipelineOf(augmentation);
  return (
    <Section
      title="Augmentation"
      id="augmentation"
      hint="How training alters a poster each time it sees it. Validation and test use the poster unaltered."
    >
      <div className={styles.choices}>
        <SegmentedControl
          label="Pipeline"
          value={pipeline ?? 'own'}
          onChange={(id) => id !== 'own' && choosePipeline(id)}
          options={[
            ...PIPELINES.map((value) => ({ value, label: PIPELINE_TEXTS[value].name })),
            { value: 'own' as const, label: OWN_NAME, disabled: pipeline !== null },
          ]}
        />
      </div>
      <p className={styles.small}>
        {pipeline ? PIPELINE_TEXTS[pipeline].text : listText(augmentation.map(({ kind }) => kind))}
      </p>
      {unused && augmentation.length > 0 && (
        <p className={styles.muted} role="note">
          This recipe computes each poster’s features once, so nothing is augmented. To use augmentation,
          train more than the head (in Train).
        </p>
      )}
      <div className={styles.augmentation}>
        <Transforms />
        <AugmentationPreview />
      </div>
    </Section>
  );
}

function Transforms() {
  const augmentation = useStore(recipeStore, (state) => state.recipe.augmentation);
  const mixing = useStore(recipeStore, (state) => state.recipe.mixing);
  return (
    <div className={styles.transforms}>
      {TRANSFORM_KINDS.map((kind) => {
        const transform = augmentation.find((one) => one.kind === kind);
        return (
          <div key={kind} className={styles.transform}>
            <SwitchField
              label={TRANSFORM_TEXTS[kind].name}
              hint={TRANSFORM_TEXTS[kind].text}
              checked={transform !== undefined}
              onChange={(on) => switchTransform(kind, on)}
            />
            {transform && <TransformSettings transform={transform} />}
          </div>
        );
      })}
      <MixingSettings mixing={mixing} />
    </div>
  );
}

/** Mixing needs two posters of a batch, so it is not a transform; the preview mixes with the next example. */
function MixingSettings({ mixing }: { mixing: Mixing }) {
  return (
    <div className={styles.transform}>
      <div className={styles.choices}>
        <span className={styles.fitName}>Two posters mixed</span>
        <SegmentedControl
          label="Two posters mixed"
          value={mixing?.kind ?? 'none'}
          onChange={chooseMixing}
          options={[
            { value: 'none', label: 'No' },
            { value: 'mixup', label: 'Mixup' },
            { value: 'cutmix', label: 'Cutmix' },
          ]}
        />
      </div>
      {mixing && (
        <SliderField
          label="α: larger values mix the two posters more evenly"
          value={mixing.alpha}
          min={0.1}
          max={2}
          step={0.1}
          show={(value) => value.toFixed(1)}
          onChange={(alpha) => changeMixing(mixing, alpha)}
        />
      )}
    </div>
  );
}
