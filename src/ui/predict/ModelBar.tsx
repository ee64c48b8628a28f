/** The open model in one line, with buttons to add posters or open another. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ModelSummary } from '../../workers/protocol';
import { prediction, type ModelSource } from '../../state/prediction';
import { ActionButton, Button, format } from '../shared';
import { RunChoice } from './ModelChoice';
import styles from './predict.module.css';

function sourceText(source: ModelSource | null): string {
  if (!source) return '';
  return source.kind === 'file' ? `from ${source.name}` : 'from a run on this page';
}

export function ModelBar({ model }: { model: ModelSummary }) {
  const source = useStore(prediction, (state) => state.source);
  const [changing, setChanging] = useState(false);
  return (
    <section className={styles.model} aria-label="Open model">
      <div className={styles.modelLine}>
        <div className={styles.modelTitle}>
          <h2>{model.title}</h2>
          <p>
            {format.counted(model.classNames.length, 'class', 'classes')}, {sourceText(source)}
          </p>
        </div>
        <span className={styles.buttons}>
          <Button variant="quiet" aria-expanded={changing} onClick={() => setChanging(!changing)}>
            Other model
          </Button>
          <ActionButton action="predict.add-folder" icon="folder">
            Add a folder…
          </ActionButton>
          <ActionButton action="predict.add-posters" icon="upload" variant="primary">
            Add posters…
          </ActionButton>
        </span>
      </div>
      {changing && (
        <div className={styles.choices}>
          <ActionButton action="predict.open-model" icon="file" />
          <RunChoice />
        </div>
      )}
    </section>
  );
}
