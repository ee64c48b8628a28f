/**
 * Models in ZIPs that other programs made: called by their names, with what can be done with them here. What is in such
 * a ZIP is a network that the studio has, at best, and never its preprocessing and labels in our terms.
 */
import { z } from 'zod';
import { OnesheetError } from '../../core/errors';
import { MODEL_FILES } from './portable-model';
import type { ModelZip } from './zip-file';

const teachableMachineSchema = z.object({
  packageName: z.string().startsWith('@teachablemachine/'),
  labels: z.array(z.string().max(200)).max(1000).default([]),
});
const layersModelSchema = z.object({ weightsManifest: z.array(z.unknown()) });

const BACKBONE_ADVICE =
  'Its backbone can be taken: in Train, under “Weights”, add the ZIP, then train a head of your own. Predict opens a model.zip that the Export workspace made.';

/** Files that tell who wrote a ZIP, where ours has none of them. */
const BY_FILE: readonly { is: RegExp; title: string }[] = [
  { is: /^model\.weights\.h5$/, title: 'a Keras model (.keras)' },
  { is: /(^|\/)data\.pkl$/, title: 'a PyTorch file' },
  { is: /(^|\/)saved_model\.pb$/, title: 'a TensorFlow SavedModel' },
  { is: /\.tflite$/, title: 'a TFLite model' },
  { is: /\.onnx$/, title: 'an ONNX model' },
  { is: /\.(safetensors|h5|keras|pt|pth)$/, title: 'a file of weights' },
];

/** @throws OnesheetError `model-broken` for a model that another program made, naming it. */
export async function refuseForeign(zip: ModelZip): Promise<void> {
  const paths = zip.entries.map(({ path }) => path);
  // what is ours has a recipe; a broken one is told by what it lacks
  if (paths.includes(MODEL_FILES.recipe) || paths.includes(MODEL_FILES.card)) return;
  const labels = await teachableMachineLabels(zip, paths);
  if (labels) throw foreign(`a model of Teachable Machine (classes ${labels.join(', ')})`);
  if (paths.includes(MODEL_FILES.topology) && (await isLayersModel(zip)))
    throw foreign('a tfjs layers model of another program');
  const other = BY_FILE.find(({ is }) => paths.some((path) => is.test(path)));
  if (other) throw foreign(other.title);
}

function foreign(what: string): OnesheetError {
  return new OnesheetError(
    'model-broken',
    `This is ${what}, not a model that the studio made.`,
    BACKBONE_ADVICE,
    { where: { workspace: 'train', control: 'weights' } },
  );
}

async function teachableMachineLabels(zip: ModelZip, paths: readonly string[]): Promise<string[] | null> {
  if (!paths.includes('metadata.json')) return null;
  const found = teachableMachineSchema.safeParse(await jsonOrNull(zip, 'metadata.json'));
  return found.success ? found.data.labels : null;
}

async function isLayersModel(zip: ModelZip): Promise<boolean> {
  return layersModelSchema.safeParse(await jsonOrNull(zip, MODEL_FILES.topology)).success;
}

/** What is no JSON is told by whoever needs it. */
async function jsonOrNull(zip: ModelZip, path: string): Promise<unknown> {
  try {
    return await zip.json(path);
  } catch (error) {
    if (error instanceof OnesheetError && error.code === 'model-broken') return null;
    throw error;
  }
}
