/** One predicted poster in the inspector, in large, with all its predictions. */
import { useStore } from 'zustand';
import type { ModelSummary } from '../../workers/protocol';
import { prediction } from '../../state/prediction';
import { IconButton, PosterImage, Section } from '../shared';
import { HeadAnswers } from './HeadAnswers';
import { baseName } from './Posters';
import { predictView } from './view';

export function LooseDetail({ model, posterKey }: { model: ModelSummary; posterKey: string }) {
  const found = useStore(prediction, (state) => state.predictions.find((one) => one.key === posterKey));
  if (!found) return null;
  return (
    <Section
      title={baseName(found.file)}
      level={3}
      actions={
        <IconButton
          label="Close"
          icon="close"
          size="small"
          onClick={() => predictView.setState({ chosen: null })}
        />
      }
    >
      <PosterImage posterKey={posterKey} alt={`Poster ${baseName(found.file)}`} contain />
      <HeadAnswers heads={model.heads} outputs={found.probabilities} />
    </Section>
  );
}
