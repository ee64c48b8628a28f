/**
 * A model → a ZIP that anybody can open: the tfjs layers model, labels, preprocessing, recipe and model card.
 */
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core.js';
import { networkOf } from '../backbones/backbone';
import { BUNDLED } from '../backbones/bundled';
import { takeTensor } from '../weights/weights';
import { modelConfig, modelTensors, type ModelStructure } from './layers-topology';
import { packWeights, type NamedValues } from './layers-weights';
import { MODEL_FILES, MODEL_VERSION, type PortableModel } from './portable-model';
import { describePreprocessing } from './preprocessing';

/** What a model's topology depends on. */
export function structureOf({
  recipe,
  head,
}: Pick<PortableModel, 'recipe'> & Pick<ModelStructure, 'head'>): ModelStructure {
  const { width, height } = recipe.images;
  const network = networkOf(BUNDLED[recipe.backbone.id].config);
  return { network, taps: recipe.backbone.taps, width, height, head };
}

/**
 * The same model gives the same bytes.
 * @throws OnesheetError `weights-missing-tensor`, `weights-shape` where the backbone's weights are not all there.
 */
export async function writeModel(model: PortableModel): Promise<Blob> {
  const structure = structureOf(model);
  const { entries, bytes } = packWeights(tensorsOf(model, structure));
  const topology = {
    format: 'layers-model',
    generatedBy: model.software,
    convertedBy: null,
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensor_flow.js',
      model_config: { class_name: 'Model', config: modelConfig(structure) },
    },
    weightsManifest: [{ paths: [MODEL_FILES.weights], weights: entries }],
    userDefinedMetadata: { onesheet: { version: MODEL_VERSION, createdAt: model.createdAt } },
  };
  const options = { useWebWorkers: false, lastModDate: new Date(model.createdAt), extendedTimestamp: false };
  const zip = new ZipWriter(new BlobWriter('application/zip'), options);
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const texts: [string, string][] = [
    [MODEL_FILES.card, model.card],
    [MODEL_FILES.labels, json(model.classNames)],
    [MODEL_FILES.preprocessing, json(describePreprocessing(model.recipe.images))],
    [MODEL_FILES.recipe, json(model.recipe)],
    [MODEL_FILES.topology, JSON.stringify(topology)],
  ];
  for (const [name, text] of texts) await zip.add(name, new TextReader(text));
  // weights hardly shrink: packing them would only take time
  await zip.add(MODEL_FILES.weights, new Uint8ArrayReader(bytes), { level: 0 });
  return zip.close();
}

function tensorsOf({ backbone, head }: PortableModel, structure: ModelStructure): NamedValues[] {
  return modelTensors(structure).map(({ name, shape, source }) => ({
    name,
    shape,
    data:
      source.of === 'backbone'
        ? takeTensor(backbone, source.tensor, shape).data
        : head[source.layer][source.part],
  }));
}
