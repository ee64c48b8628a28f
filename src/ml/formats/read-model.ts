/**
 * Reads a ZIP that `writeModel` wrote. The topology is rebuilt from the recipe and must equal the one in the file, so that
 * what runs here is what any reader of the format would run. Nothing in the file is trusted.
 */
import { z } from 'zod';
import { OnesheetError } from '../../core/errors';
import { parseRecipe, type Recipe } from '../../core/recipe/recipe';
import type { HeadWeights } from '../../core/run/trained';
import { genreHead, outputNames, type Head } from '../../core/heads';
import { sizeOf, type Weights } from '../layers/weights';
import { brokenModel } from './broken-model';
import type { Columns, TensorSpec, WrittenModel } from './keras-layers';
import { entryBytes, unpackWeights, type WeightEntry } from './layers-weights';
import { headSizes, isNetworkRecipe, writtenModel } from './model-structure';
import { MODEL_FILES, MODEL_VERSION, type ModelParts, type PortableModel } from './portable-model';
import { refuseForeign } from './foreign-model';
import { openModelZip, type ModelZip } from './zip-file';

const namesSchema = z.array(z.string().max(1000)).max(10_000);
const TASKS = [
  'genre',
  'genres',
  'box-office',
  'score-bins',
  'score',
  'revenue',
] as const satisfies readonly Head['task'][];
const headSchema = z
  .object({
    task: z.enum(TASKS),
    kind: z.enum(['class', 'labels', 'value']),
    title: z.string().max(1000),
    names: namesSchema.min(1),
    unit: z.string().max(1000).nullable(),
  })
  .refine((head) =>
    head.kind === 'value' ? head.names.length === 1 : head.kind === 'labels' || head.names.length > 1,
  );

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
    onesheet: z.object({
      version: z.int().min(1),
      createdAt: z.iso.datetime(),
      /** Missing in version 1, which had only classes. */
      heads: z.array(headSchema).min(1).max(20).optional(),
    }),
  }),
});
type Topology = z.infer<typeof topologySchema>;

const versionSchema = z.object({
  userDefinedMetadata: z.object({ onesheet: z.object({ version: z.number() }) }),
});

/**
 * @throws OnesheetError `model-broken` for anything that is not a complete model of this page, `model-newer` for one
 *   that a later version wrote.
 */
export async function readModel(file: Blob): Promise<PortableModel> {
  const zip = await openModelZip(file);
  await refuseForeign(zip);
  const topology = await readTopology(zip);
  const recipe = await readRecipe(zip);
  const labels = parse(namesSchema, await zip.json(MODEL_FILES.labels), MODEL_FILES.labels);
  const { heads = [genreHead(labels)] } = topology.userDefinedMetadata.onesheet;
  if (!equalJson(labels, outputNames(heads)) || labels.length === 0)
    throw brokenModel(`its heads do not fit the ${labels.length} names in ${MODEL_FILES.labels}.`);
  const written = structureFor(recipe, heads);
  requireTopology(topology, written);
  const values = await readWeights(zip, topology.weightsManifest[0].weights, written.tensors);
  return {
    recipe,
    heads,
    parts: assemble(recipe, heads, written.tensors, values),
    card: await zip.text(MODEL_FILES.card),
    createdAt: topology.userDefinedMetadata.onesheet.createdAt,
    software: topology.generatedBy,
  };
}

/** A recipe may describe a network that cannot be built; such a file is not one of ours. */
function structureFor(recipe: Recipe, heads: readonly Head[]): WrittenModel {
  try {
    return writtenModel(recipe, heads);
  } catch (cause) {
    throw brokenModel(`the network of ${MODEL_FILES.recipe} cannot be built.`, cause);
  }
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

function requireTopology(topology: Topology, { config, tensors }: WrittenModel): void {
  if (!equalJson(topology.modelTopology.model_config.config, config))
    throw brokenModel(`the layers in ${MODEL_FILES.topology} are not those of its recipe.`);
  const { weights } = topology.weightsManifest[0];
  const fits = tensors.every(
    ({ name, shape }, index) => weights[index]?.name === name && equalJson(weights[index].shape, shape),
  );
  if (!fits || weights.length !== tensors.length)
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
  tensors: readonly TensorSpec[],
): Promise<Map<string, Float32Array<ArrayBuffer>>> {
  const expected = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  const bytes = await zip.bytes(MODEL_FILES.weights);
  if (bytes.length !== expected)
    throw brokenModel(`${MODEL_FILES.weights} has ${bytes.length} bytes, not ${expected}.`);
  const values = unpackWeights(entries, bytes);
  for (const { name, shape } of tensors) {
    const data = values.get(name);
    if (data?.length !== sizeOf(shape) || !data.every(Number.isFinite))
      throw brokenModel(`the tensor "${name}" has values that are not numbers.`);
  }
  return values;
}

/** The tensors under the names that are used here. */
function assemble(
  recipe: Recipe,
  heads: readonly Head[],
  tensors: readonly TensorSpec[],
  values: ReadonlyMap<string, Float32Array<ArrayBuffer>>,
): ModelParts {
  const weights: Weights = new Map();
  const head: HeadWeights = headSizes(recipe, heads).map(({ inputs, outputs }) => ({
    inputs,
    outputs,
    kernel: new Float32Array(inputs * outputs),
    bias: new Float32Array(outputs),
  }));
  for (const { name, shape, source } of tensors) {
    const data = values.get(name) ?? new Float32Array(0);
    if (source.of === 'constant') requireConstant(name, data, source.values);
    else if (source.of === 'head') putColumns(head[source.layer][source.part], data, source.columns);
    else {
      const columns = 'columns' in source ? source.columns : undefined;
      const whole = columns ? [...shape.slice(0, -1), columns.all] : shape;
      const tensor = weights.get(source.tensor) ?? {
        dtype: 'F32',
        shape: whole,
        data: new Float32Array(sizeOf(whole)),
      };
      weights.set(source.tensor, tensor);
      putColumns(tensor.data, data, columns);
    }
  }
  return isNetworkRecipe(recipe) ? { kind: 'network', weights } : { kind: 'head', backbone: weights, head };
}

function putColumns(into: Float32Array, values: Float32Array, columns: Columns | undefined): void {
  const { from, count, all } = columns ?? { from: 0, count: 1, all: 1 };
  for (const [i, value] of values.entries()) into[Math.floor(i / count) * all + from + (i % count)] = value;
}

function requireConstant(name: string, found: Float32Array, expected: readonly number[]): void {
  if (expected.some((value, i) => found[i] !== value))
    throw brokenModel(`the tensor "${name}" is not what pixels are normalised with.`);
}
