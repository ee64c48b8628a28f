/** The Predict workspace: a model, unlabelled posters, and the predictions. */
import { useStore } from 'zustand';
import { prediction } from '../../state/prediction';
import { ErrorNotice, Inspector, ProgressLine } from '../shared';
import { LooseDetail } from './LooseDetail';
import { ModelBar } from './ModelBar';
import { ModelChoice } from './ModelChoice';
import { ModelFacts } from './ModelFacts';
import { PICK_MODEL, PICK_POSTER_FOLDER, PICK_POSTERS, takeModel, takePosters } from './pick';
import { Posters } from './Posters';
import { Problems } from './Problems';
import { predictView } from './view';
import styles from './predict.module.css';
import { perform } from '../../state/perform';

export default function PredictWorkspace() {
  const model = useStore(prediction, (state) => state.model);
  const posters = useStore(prediction, (state) => state.posters.length > 0);
  const error = useStore(prediction, (state) => state.error);
  const chosen = useStore(predictView, (state) => state.chosen);
  return (
    <div className={styles.page} data-empty={(!model && !posters) || undefined}>
      {model ? <ModelBar model={model} /> : <ModelChoice />}
      <Work />
      {error && <ErrorNotice error={error} onDismiss={() => prediction.setState({ error: null })} />}
      <Posters />
      <Problems />
      <Inputs />
      {model && (
        <Inspector>
          {chosen !== null && <LooseDetail model={model} posterKey={chosen} />}
          <ModelFacts model={model} />
        </Inspector>
      )}
    </div>
  );
}

const WORDS = {
  'opening model': 'Opening the model',
  'reading posters': 'Reading the files',
  predicting: 'Predicting',
} as const;

/** The operation under way; it takes up room only while there is one. */
function Work() {
  const busy = useStore(prediction, (state) => state.busy);
  const progress = useStore(prediction, (state) => state.progress);
  return busy && <ProgressLine label={WORDS[busy]} progress={progress} />;
}

function Inputs() {
  return (
    <div hidden>
      <input
        id={PICK_MODEL}
        type="file"
        accept=".zip,application/zip"
        aria-label="Model to open"
        onChange={(event) => perform(() => takeModel(event.currentTarget))}
      />
      <input
        id={PICK_POSTERS}
        type="file"
        multiple
        aria-label="Posters to predict"
        onChange={(event) => perform(() => takePosters(event.currentTarget))}
      />
      <input
        id={PICK_POSTER_FOLDER}
        type="file"
        multiple
        aria-label="Folder of posters to predict"
        ref={(input) => {
          if (input) input.webkitdirectory = true;
        }}
        onChange={(event) => perform(() => takePosters(event.currentTarget))}
      />
    </div>
  );
}
