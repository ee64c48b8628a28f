/** One predicted poster in the inspector: large, with the probabilities of all classes. */
import { useStore } from 'zustand';
import type { ModelSummary } from '../../engine/protocol';
import { prediction } from '../../state/prediction';
import { ProbabilityBars } from '../charts';
import { IconButton, PosterImage, Section } from '../shared';
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
      <ProbabilityBars classNames={model.classNames} probabilities={found.probabilities} actual={null} />
    </Section>
  );
}
