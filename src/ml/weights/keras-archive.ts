/**
 * Keras 3's `.keras`: a ZIP with the model's configuration and its weights as HDF5. The configuration gives the layers'
 * names. Source: Keras 3.8, `saving/saving_lib.py` (`_save_model_to_fileobj`).
 */
import { OnesheetError } from '../../core/errors';
import type { Archive } from './archive';
import { openKerasH5 } from './keras-h5';
import { layerNamesOf, type LayerNames } from './keras3-layers';
import type { OpenWeights } from './open-weights';

export const KERAS_WEIGHTS = 'model.weights.h5';
export const KERAS_CONFIG = 'config.json';

const LARGEST_WEIGHTS = 2 ** 31;
const LARGEST_CONFIG = 64 * 2 ** 20;

/** @throws OnesheetError `weights-missing-tensor` where the archive has no weights in HDF5; those of `openKerasH5`. */
export async function openKerasArchive(archive: Archive): Promise<OpenWeights> {
  if (!archive.entries.some(({ path }) => path === KERAS_WEIGHTS))
    throw new OnesheetError(
      'weights-missing-tensor',
      `The Keras archive has no ${KERAS_WEIGHTS}.`,
      'Save it anew with model.save("model.keras") or model.save_weights("model.weights.h5").',
    );
  const names = await layerNames(archive);
  const weights = await openKerasH5(new Blob([await archive.bytes(KERAS_WEIGHTS, LARGEST_WEIGHTS)]), names);
  return { ...weights, format: 'keras-archive' };
}

/** Without a configuration that can be read, the weights' own names and their order are left. */
async function layerNames(archive: Archive): Promise<LayerNames> {
  if (!archive.entries.some(({ path }) => path === KERAS_CONFIG)) return new Map();
  const text = new TextDecoder().decode(await archive.bytes(KERAS_CONFIG, LARGEST_CONFIG));
  try {
    return layerNamesOf(JSON.parse(text));
  } catch {
    return new Map();
  }
}
