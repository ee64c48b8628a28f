/** Which experiment: a preset's run to start from, and a name by which its runs are found. */
import { useStore } from 'zustand';
import { findRun, sourceText } from '../../core/presets';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { Section, TextField } from '../shared';
import { PresetField } from '../shared/PresetField';
import { PublishedFigures } from './PublishedFigures';
import styles from './train.module.css';

export function ExperimentSettings() {
  const { id, title } = useStore(recipeStore, (state) => state.recipe);
  const found = findRun(id);
  return (
    <Section title="Experiment" level={3}>
      <PresetField />
      {found && found.run.published.length > 0 && (
        <details className={styles.details}>
          <summary>Published figures</summary>
          <p>{sourceText(found.preset.writeUp)}</p>
          <PublishedFigures run={found.run} />
        </details>
      )}
      <TextField
        label="Name"
        value={title}
        onChange={(next) => next.trim() !== '' && setRecipeField('title', next)}
      />
    </Section>
  );
}
