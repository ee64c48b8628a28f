/** The open model's facts and its card. */
import type { ModelSummary } from '../../workers/protocol';
import { ModelCard } from '../export/ModelCard';
import { Facts, format, Section } from '../shared';
import { FIT_WORDS } from '../train/recipe-text';
import styles from './predict.module.css';

export function ModelFacts({ model }: { model: ModelSummary }) {
  const { images } = model;
  return (
    <Section title="Model" level={3}>
      <Facts
        items={[
          { name: 'Made', text: format.dateTime(model.createdAt) },
          { name: 'Classes', text: model.classNames.join(', ') },
          { name: 'Posters', text: `${images.width} × ${images.height}, ${FIT_WORDS[images.fit]}` },
          { name: 'Size', text: format.bytes(model.bytes) },
        ]}
      />
      <details className={styles.card} open>
        <summary>Model card</summary>
        <ModelCard card={model.card} />
      </details>
    </Section>
  );
}
