/** What the open model is: its facts and its card. */
import type { ModelSummary } from '../../engine/protocol';
import { ModelCard } from '../export/ModelCard';
import { format, Section } from '../shared';
import { FIT_WORDS } from '../train/recipe-text';
import styles from './predict.module.css';

export function ModelFacts({ model }: { model: ModelSummary }) {
  const { images } = model;
  return (
    <Section title="Model" level={3}>
      <dl className={styles.facts}>
        <div>
          <dt>Made</dt>
          <dd>{format.dateTime(model.createdAt)}</dd>
        </div>
        <div>
          <dt>Classes</dt>
          <dd>{model.classNames.join(', ')}</dd>
        </div>
        <div>
          <dt>Posters</dt>
          <dd>
            {images.width} × {images.height}, {FIT_WORDS[images.fit]}
          </dd>
        </div>
        <div>
          <dt>Size</dt>
          <dd>{format.bytes(model.bytes)}</dd>
        </div>
      </dl>
      <details className={styles.card} open>
        <summary>Model card</summary>
        <ModelCard card={model.card} />
      </details>
    </Section>
  );
}
