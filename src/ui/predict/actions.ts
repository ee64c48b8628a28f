/** The actions of the Predict workspace. */
import { outputCount } from '../../core/heads';
import type { Action } from '../../state/actions';
import { prediction } from '../../state/prediction';
import { goTo } from '../../state/ui';
import { downloadBlob } from '../shared/download';
import { ask, PICK_MODEL, PICK_POSTER_FOLDER, PICK_POSTERS } from './pick';

const idle = () => prediction.getState().busy === null;
const some = () => prediction.getState().predictions.length > 0;

/** Every prediction as CSV, in the order in which the posters were added. */
async function predictionsCsv(): Promise<string> {
  const { model, predictions } = prediction.getState();
  const heads = model?.heads ?? [];
  const width = outputCount(heads);
  const probabilities = new Float32Array(predictions.length * width);
  for (const [row, one] of predictions.entries()) probabilities.set(one.probabilities, row * width);
  const files = predictions.map((one) => one.file);
  const { unlabelledPredictionsCsv } = await import('../../core/predictions/predictions-csv');
  return unlabelledPredictionsCsv({ heads, files, probabilities }, { formulas: 'guard' });
}

function pick(id: string): void {
  goTo('predict');
  // the inputs are part of the workspace, which is drawn first
  requestAnimationFrame(() => ask(id));
}

export const PREDICT_ACTIONS: Action[] = [
  {
    id: 'predict.open-model',
    title: 'Open a model…',
    group: 'Predict',
    keywords: 'zip load import',
    enabled: idle,
    reads: [prediction],
    waitsFor: () => 'wait for the running task to finish',
    run: () => pick(PICK_MODEL),
  },
  {
    id: 'predict.add-posters',
    title: 'Predict posters…',
    group: 'Predict',
    keywords: 'images files classify',
    enabled: idle,
    reads: [prediction],
    waitsFor: () => 'wait for the running task to finish',
    run: () => pick(PICK_POSTERS),
  },
  {
    id: 'predict.add-folder',
    title: 'Predict a folder of posters…',
    group: 'Predict',
    keywords: 'images directory classify',
    enabled: idle,
    reads: [prediction],
    waitsFor: () => 'wait for the running task to finish',
    run: () => pick(PICK_POSTER_FOLDER),
  },
  {
    id: 'predict.csv',
    title: 'Download the predictions of these posters as CSV',
    group: 'Predict',
    enabled: some,
    reads: [prediction],
    waitsFor: () => 'predict posters first',
    run: async () =>
      downloadBlob(new Blob([await predictionsCsv()], { type: 'text/csv' }), 'predictions.csv'),
  },
  {
    id: 'predict.clear',
    title: 'Remove the posters to predict',
    group: 'Predict',
    enabled: () => idle() && prediction.getState().posters.length > 0,
    reads: [prediction],
    waitsFor: () => 'there are no posters to remove',
    run: () => prediction.getState().clearPosters(),
  },
];
