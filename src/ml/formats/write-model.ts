/** Writes a model as a ZIP that anybody can open: the tfjs layers model, labels, preprocessing, recipe and model card. */
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core.js';
import { outputNames } from '../../core/heads';
import { takeTensor } from '../layers/weights';
import type { Columns, TensorSource, TensorSpec } from './keras-layers';
import { packWeights, type NamedValues } from './layers-weights';
import { writtenModel } from './model-structure';
import { MODEL_FILES, MODEL_VERSION, type ModelParts, type PortableModel } from './portable-model';
import { describePreprocessing } from './preprocessing';

/**
 * Deterministic: the same model gives the same bytes.
 * @throws OnesheetError `weights-missing-tensor`, `weights-shape` if weights are incomplete,
 *   `model-not-expressible` for a network that the format cannot express.
 */
export async function writeModel(model: PortableModel): Promise<Blob> {
  const { config, tensors } = writtenModel(model.recipe, model.heads);
  const { entries, bytes } = packWeights(tensors.map((spec) => valuesOf(model.parts, spec)));
  const topology = {
    format: 'layers-model',
    generatedBy: model.software,
    convertedBy: null,
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensor_flow.js',
      model_config: { class_name: 'Model', config },
    },
    weightsManifest: [{ paths: [MODEL_FILES.weights], weights: entries }],
    userDefinedMetadata: {
      onesheet: { version: MODEL_VERSION, createdAt: model.createdAt, heads: model.heads },
    },
  };
  const options = { useWebWorkers: false, lastModDate: new Date(model.createdAt), extendedTimestamp: false };
  const zip = new ZipWriter(new BlobWriter('application/zip'), options);
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const texts: [string, string][] = [
    [MODEL_FILES.card, model.card],
    [MODEL_FILES.labels, json(outputNames(model.heads))],
    [MODEL_FILES.preprocessing, json(describePreprocessing(model.recipe, model.heads))],
    [MODEL_FILES.recipe, json(model.recipe)],
    [MODEL_FILES.topology, JSON.stringify(topology)],
  ];
  for (const [name, text] of texts) await zip.add(name, new TextReader(text));
  // weights hardly compress, so packing them would only take time
  await zip.add(MODEL_FILES.weights, new Uint8ArrayReader(bytes), { level: 0 });
  return zip.close();
}

function valuesOf(parts: ModelParts, { name, shape, source }: TensorSpec): NamedValues {
  if (source.of === 'constant') return { name, shape, data: Float32Array.from(source.values) };
  const columns = 'columns' in source ? source.columns : undefined;
  const whole = columns ? [...shape.slice(0, -1), columns.all] : shape;
  const data = wholeOf(parts, source, whole);
  return { name, shape, data: columns ? takeColumns(data, columns) : data };
}

function wholeOf(
  parts: ModelParts,
  source: Exclude<TensorSource, { of: 'constant' }>,
  shape: readonly number[],
): Float32Array {
  if (source.of === 'head' && parts.kind === 'head') return parts.head[source.layer][source.part];
  if (source.of === 'head') throw new Error('A network has no separate head.');
  return takeTensor(parts.kind === 'head' ? parts.backbone : parts.weights, source.tensor, shape).data;
}

function takeColumns(data: Float32Array, { from, count, all }: Columns): Float32Array {
  return data.filter((_, i) => i % all >= from && i % all < from + count);
}
