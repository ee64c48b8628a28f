/** What files dropped on the page can be used for. Which choices a workspace offers is in ./workspaces. */
import type { OpenInput } from '../workers/protocol';
import { datasetStore, hasData, openFiles } from './dataset';
import { onlyFile } from './dropInput';
import { prediction } from './prediction';
import { currentRecipe } from './recipe';
import { settings } from './settings';
import { ui } from './ui';
import { takeOwnWeights } from './weights-choice';

/** One target on which files can be dropped. */
export interface DropChoice {
  /** "Open in place of movies.csv" */
  title: string;
  /** One line below it. */
  hint: string;
  take: (input: OpenInput) => void | Promise<unknown>;
}

/** The data set's choices. */
export function dataDrops(): DropChoice[] {
  const { summary } = datasetStore.getState();
  const open = (add: boolean) => (input: OpenInput) => {
    ui.setState({ workspace: 'data' });
    return openFiles(input, add);
  };
  if (!hasData(summary))
    return [
      {
        title: 'Drop to open',
        hint: 'A table (.csv, .csv.gz), posters, folders or a ZIP, in any combination',
        take: open(false),
      },
    ];
  return [
    {
      title: 'Add',
      hint: `Add to ${summary.name ?? 'what is open'}: posters for its films, or its table`,
      take: open(true),
    },
    { title: 'Replace it', hint: 'The open data set is closed', take: open(false) },
  ];
}

/** Train's choices: while the settings of a network are shown, files may also be its weights. */
export function trainDrops(): DropChoice[] {
  const { inspectorOpen, inspectorUsers } = ui.getState();
  const shown = inspectorOpen && inspectorUsers > 0 && currentRecipe().model.kind === 'network';
  if (!shown) return dataDrops();
  return [
    {
      title: 'Use as weights',
      hint: 'safetensors, Keras’s .h5 or .keras, PyTorch’s .pt, .onnx, or the folder of a tfjs model',
      take: takeOwnWeights,
    },
    ...dataDrops(),
  ];
}

/** Predict's choices: unlabelled posters, or the model that is to predict them. */
export function predictDrops(): DropChoice[] {
  return [
    {
      title: 'Predict these posters',
      hint: 'Images, folders or a ZIP of images',
      take: (input) => prediction.getState().addPosters(input),
    },
    {
      title: 'Open as the model',
      hint: 'One model ZIP exported by this page',
      take: async (input) => {
        const file = await onlyFile(input);
        return file
          ? prediction.getState().openFile(file, settings.getState().backend)
          : prediction.getState().refuseModel();
      },
    },
  ];
}
