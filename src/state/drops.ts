/** What files are for that a person lets go of over the page; which of these a workspace offers is in ./workspaces. */
import type { OpenInput } from '../workers/protocol';
import { datasetStore, hasData, openFiles } from './dataset';
import { onlyFile } from './dropInput';
import { prediction } from './prediction';
import { currentRecipe } from './recipe';
import { settings } from './settings';
import { ui } from './ui';
import { takeOwnWeights } from './weights-choice';

/** One place to let go of files at. */
export interface DropChoice {
  /** "Open in place of movies.csv" */
  title: string;
  /** One line below it. */
  hint: string;
  take: (input: OpenInput) => void | Promise<unknown>;
}

/** What the data set does with them. */
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
      hint: `Beside ${summary.name ?? 'what is open'}: posters for its films, or its table`,
      take: open(true),
    },
    { title: 'Replace it', hint: 'The open data set is closed', take: open(false) },
  ];
}

/** While the settings of a network are beside the training, files may be its weights too. */
export function trainDrops(): DropChoice[] {
  const { inspectorOpen, inspectorUsers } = ui.getState();
  const shown = inspectorOpen && inspectorUsers > 0 && currentRecipe().model.kind === 'network';
  if (!shown) return dataDrops();
  return [
    {
      title: 'Use as weights',
      hint: 'safetensors, a Keras .h5, or the folder of a tfjs model',
      take: takeOwnWeights,
    },
    ...dataDrops(),
  ];
}

/** Posters that nobody has labelled, or the model that is to predict them. */
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
