/**
 * A ZIP that `writeModel` made → the model in it. The topology is built again from the recipe and must be the
 * one in the file, so that what runs here is what any reader of the format would run. Everything is distrusted.
 */
import { z } from 'zod';
import { OnesheetError } from '../../core/errors';
import { parseRecipe, type Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/head-weights';
import { sizeOf, type Weights } from '../weights/weights';
import { brokenModel } from './broken-model';
import { modelConfig, modelTensors, type ModelStructure } from './layers-topology';
import { entryBytes, unpackWeights, type WeightEntry } from './layers-weights';
import { MODEL_FILES, MODEL_VERSION, type PortableModel } from './portable-model';
import { structureOf } from './write-model';
import { openModelZip, type ModelZip } from './zip-file';

const topologySchema = z.object({
  generatedBy: z.string().max(1000),
  modelTopology: z.object({
    model_config: z.object({ class_name: z.literal('Model'), config: z.unknown() }),
  }),
  weightsManifest: z
    .array(
      z.object({
        paths: z.tuple([z.literal(MODEL_FILES.weights)]),
        weights: z.array(
          z.object({
            name: z.string(),
            shape: z.array(z.int().min(1).max(1e6)).max(4),
            dtype: z.literal('float32'),
            quantization: z
              .object({ dtype: z.literal('float16'), original_dtype: z.literal('float32') })
              .optional(),
          }),
        ),
      }),
    )
    .length(1),
  userDefinedMetadata: z.object({
    onesheet: z.object({ version: z.int().min(1), createdAt: z.iso.datetime() }),
  }),
});
type Topology = z.infer<typeof topologySchema>;

const versionSchema = z.object({
  userDefinedMetadata: z.object({ onesheet: z.object({ version: z.number() }) }),
});
const labelsSchema = z.array(z.string().max(1000)).min(2).max(10_000);

/**
 * @throws OnesheetError `model-broken` for anything that is not a whole model of this page, `model-newer` for one
 *   that a later version wrote.
 */
export async function readModel(file: Blob): Promise<PortableModel> {
  const zip = await openModelZip(file);
  const topology = await readTopology(zip);
  const recipe = await readRecipe(zip);
  const classNames = parse(labelsSchema, await zip.json(MODEL_FILES.labels), MODEL_FILES.labels);
  const head = headSizes(topology, classNames.length);
  const structure = structureOf({ recipe, head });
  requireTopology(topology, structure);
  const values = await readWeights(zip, topology.weightsManifest[0].weights, structure);
  return {
    recipe,
    classNames,
    ...assemble(structure, values),
    card: await zip.text(MODEL_FILES.card),
    createdAt: topology.userDefinedMetadata.onesheet.createdAt,
    software: topology.generatedBy,
  };
}

function parse<T>(schema: z.ZodType<T>, data: unknown, name: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw brokenModel(`${name} is wrong at ${issue.path.join('.') || 'its beginning'}: ${issue.message}`);
}

async function readTopology(zip: ModelZip): Promise<Topology> {
  const data = await zip.json(MODEL_FILES.topology);
  const version = versionSchema.safeParse(data).data?.userDefinedMetadata.onesheet.version;
  if (version !== undefined && version > MODEL_VERSION)
    throw new OnesheetError(
      'model-newer',
      `This model is of version ${version}; this page reads versions up to ${MODEL_VERSION}.`,
      'Reload the page to get its newest version, then open the model again.',
      { where: { workspace: 'predict' } },
    );
  return parse(topologySchema, data, MODEL_FILES.topology);
}

async function readRecipe(zip: ModelZip): Promise<Recipe> {
  const data = await zip.json(MODEL_FILES.recipe);
  try {
    return parseRecipe(data);
  } catch (cause) {
    if (cause instanceof OnesheetError && cause.code === 'recipe-newer')
      throw new OnesheetError('model-newer', cause.message, cause.advice, { cause });
    throw brokenModel(`${MODEL_FILES.recipe} is no recipe.`, cause);
  }
}

/** The head's layers, from the two-dimensional tensors of the manifest. */
function headSizes(topology: Topology, classes: number): { inputs: number; outputs: number }[] {
  const kernels = topology.weightsManifest[0].weights.filter(({ shape }) => shape.length === 2);
  const sizes = kernels.map(({ shape: [inputs, outputs] }) => ({ inputs, outputs }));
  if (sizes.length < 1 || sizes.length > 2 || sizes[sizes.length - 1].outputs !== classes)
    throw brokenModel(`its head does not fit the ${classes} names in ${MODEL_FILES.labels}.`);
  return sizes;
}

function requireTopology(topology: Topology, structure: ModelStructure): void {
  if (!equalJson(topology.modelTopology.model_config.config, modelConfig(structure)))
    throw brokenModel(`the layers in ${MODEL_FILES.topology} are not those of its recipe.`);
  const specs = modelTensors(structure);
  const { weights } = topology.weightsManifest[0];
  const fits = specs.every(
    ({ name, shape }, index) => weights[index]?.name === name && equalJson(weights[index].shape, shape),
  );
  if (!fits || weights.length !== specs.length)
    throw brokenModel(`the tensors in ${MODEL_FILES.topology} are not those of its layers.`);
}

function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && equalJson(value, right.get(key)))
  );
}

async function readWeights(
  zip: ModelZip,
  entries: WeightEntry[],
  structure: ModelStructure,
): Promise<Map<string, Float32Array<ArrayBuffer>>> {
  const expected = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  const bytes = await zip.bytes(MODEL_FILES.weights);
  if (bytes.length !== expected)
    throw brokenModel(`${MODEL_FILES.weights} has ${bytes.length} bytes, not ${expected}.`);
  const values = unpackWeights(entries, bytes);
  for (const { name, shape } of modelTensors(structure)) {
    const data = values.get(name);
    if (data?.length !== sizeOf(shape) || !data.every(Number.isFinite))
      throw brokenModel(`the tensor "${name}" has values that are not numbers.`);
  }
  return values;
}

/** The tensors under the names that they have here. */
function assemble(
  structure: ModelStructure,
  values: ReadonlyMap<string, Float32Array<ArrayBuffer>>,
): { backbone: Weights; head: HeadWeights } {
  const backbone: Weights = new Map();
  const head: HeadWeights = structure.head.map(({ inputs, outputs }) => ({
    inputs,
    outputs,
    kernel: new Float32Array(0),
    bias: new Float32Array(0),
  }));
  for (const { name, shape, source } of modelTensors(structure)) {
    const data = values.get(name) ?? new Float32Array(0);
    if (source.of === 'backbone') backbone.set(source.tensor, { dtype: 'F32', shape, data });
    else head[source.layer][source.part] = data;
  }
  return { backbone, head };
}
