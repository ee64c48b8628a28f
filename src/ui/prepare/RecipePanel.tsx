/** The recipe in the inspector: its preset, its input size, its split and seed, and export and import as JSON. */
import { useStore } from 'zustand';
import type { Recipe } from '../../core/recipe/recipe';
import { changeRecipe, recipeStore } from '../../state/recipe';
import { ActionButton } from '../shared/ActionButton';
import { NumberField, SelectField } from '../shared/Field';
import { PresetField } from '../shared/PresetField';
import { Section } from '../shared/Section';
import styles from './prepare.module.css';
import { BalancePanel, SplitPanel } from './SplitPanel';

const SIZES = [96, 128, 160, 192, 224, 256, 320, 384];

export function RecipePanel() {
  const recipe = useStore(recipeStore, (state) => state.recipe);
  return (
    <>
      <Section title="Experiment" level={3}>
        <PresetField />
      </Section>
      <SplitPanel recipe={recipe} />
      <BalancePanel balance={recipe.balance} />
      <Size images={recipe.images} />
      <Section
        title="Recipe"
        level={3}
        hint="The whole experiment as JSON, as a file or a link: to keep, to share, or to run from the command line."
      >
        <div className={styles.row}>
          <ActionButton action="recipe.copy" size="small" icon="copy">
            Copy
          </ActionButton>
          <ActionButton action="recipe.paste" size="small" icon="paste">
            Paste…
          </ActionButton>
          <ActionButton action="recipe.copy-link" size="small" icon="external">
            Copy link
          </ActionButton>
          <ActionButton action="recipe.save" size="small" icon="download">
            Save
          </ActionButton>
          <ActionButton action="recipe.open" size="small" icon="upload">
            Open…
          </ActionButton>
        </div>
      </Section>
    </>
  );
}

function Size({ images }: { images: Recipe['images'] }) {
  const square = images.width === images.height && SIZES.includes(images.width);
  return (
    <Section title="Size" level={3} id="size">
      <SelectField
        label="Network input"
        value={square ? String(images.width) : 'own'}
        options={[
          ...SIZES.map((size) => ({ value: String(size), label: `${size} × ${size}` })),
          { value: 'own', label: square ? 'Custom size' : `${images.width} × ${images.height}` },
        ]}
        hint="Larger inputs show more detail and take longer."
        onChange={(value) => {
          if (value !== 'own') changeRecipe('images', { width: Number(value), height: Number(value) });
        }}
      />
      <NumberField
        label="Width"
        value={images.width}
        min={32}
        max={512}
        step={32}
        whole
        unit="px"
        onChange={(width) => changeRecipe('images', { width })}
      />
      <NumberField
        label="Height"
        value={images.height}
        min={32}
        max={512}
        step={32}
        whole
        unit="px"
        onChange={(height) => changeRecipe('images', { height })}
      />
    </Section>
  );
}
