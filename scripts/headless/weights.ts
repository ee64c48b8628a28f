/** Pretrained weights from the command line: files of this machine, and downloads that somebody asked for. */
import type { Page } from 'playwright';
import { architectureSchema, type ArchitectureSettings } from '../../src/core/backbones/architectures';
import type { HubFile } from '../../src/core/backbones/hub-file';
import type { KeptWeights } from '../../src/core/backbones/kept-weights';
import { fitsWeightsOf } from '../../src/core/backbones/lookups';
import type { Recipe } from '../../src/core/recipe/recipe';
import type { TrainCommand } from './arguments';
import type { ProgressLine } from './print';
import type { Ordered } from './recipe-argument';
import { callStudio, offerFiles } from './studio-page';
import { WrongInput } from './wrong-input';

/**
 * The runs with the weights that were given: each network takes the first file that fits it. Weights that a recipe names
 * on the hub are downloaded where that was asked for.
 * @throws WrongInput where a file fits none of the runs; StudioFailure where a download fails
 */
export async function withWeights(
  page: Page,
  runs: readonly Ordered[],
  { weights, fetch }: Pick<TrainCommand, 'weights' | 'fetch'>,
  line: ProgressLine,
): Promise<Ordered[]> {
  const given: KeptWeights[] = [];
  // one after the other: each is put before the page
  // oxlint-disable-next-line no-await-in-loop
  for (const file of weights) given.push(await addWeights(page, file, line));
  const taken = takeWeights(runs, given);
  if (fetch) await fetchAll(page, taken, line);
  return taken;
}

async function addWeights(page: Page, file: string, line: ProgressLine): Promise<KeptWeights> {
  await offerFiles(page, [file]);
  const kept = await callStudio(
    page,
    'compute',
    'addWeights',
    {},
    { offered: 'input', onEvent: (progress) => line.show(progress) },
  );
  line.clear();
  console.log(weightsLine(kept));
  return kept;
}

/** `mine.h5: mobilenet-v2 × 0.35; left out: fc1, output` */
export function weightsLine({ name, network, leftOut = [] }: KeptWeights): string {
  return `${name}: ${network}${leftOut.length > 0 ? `; left out: ${leftOut.join(', ')}` : ''}`;
}

/**
 * A recipe that names no network takes that of the only file; one that trains from scratch among others keeps doing so.
 * @throws WrongInput where a file fits none of the runs
 */
export function takeWeights(runs: readonly Ordered[], given: readonly KeptWeights[]): Ordered[] {
  const used = new Set<KeptWeights>();
  const taken = runs.map((run) => {
    const kept = given.find((one) => isFor(run.recipe, one, runs.length === 1));
    if (!kept) return run;
    used.add(kept);
    return { ...run, recipe: withFile(run.recipe, kept) };
  });
  const unused = given.find((kept) => !used.has(kept));
  if (!unused) return taken;
  const networks = [...new Set(runs.map(({ recipe }) => networkOf(recipe)))].join(', ');
  throw new WrongInput(
    `--weights: ${unused.name} is of ${unused.network}, which no run of the recipe trains; its network: ${networks}. --set backbone.architecture… sets another.`,
  );
}

function isFor({ model, backbone }: Recipe, kept: KeptWeights, isAlone: boolean): boolean {
  if (model.kind !== 'network') return false;
  if (backbone.architecture === null) return isAlone;
  if (backbone.weights.kind === 'random' && !isAlone) return false;
  return fitsWeightsOf(backbone.architecture, settingsOf(kept));
}

function settingsOf({ architecture }: KeptWeights): ArchitectureSettings {
  return architectureSchema.parse(architecture);
}

function withFile(recipe: Recipe, kept: KeptWeights): Recipe {
  const { backbone } = recipe;
  return {
    ...recipe,
    backbone: {
      ...backbone,
      architecture: backbone.architecture ?? settingsOf(kept),
      weights: { kind: 'file', name: kept.name, sha256: kept.sha256 },
    },
  };
}

function networkOf({ backbone }: Recipe): string {
  return backbone.architecture?.family ?? 'the bundled one';
}

/** Each file of the hub once, though several runs may start from it. */
async function fetchAll(page: Page, runs: readonly Ordered[], line: ProgressLine): Promise<void> {
  const wanted = new Map<string, HubFile>();
  for (const { recipe } of runs) {
    const { weights } = recipe.backbone;
    if (recipe.model.kind !== 'network' || weights.kind !== 'hub') continue;
    const { repo, file, revision } = weights;
    wanted.set(`${repo}/${file}@${revision}`, { repo, file, revision });
  }
  for (const hub of wanted.values()) {
    const kept =
      // oxlint-disable-next-line no-await-in-loop -- one download at a time
      await callStudio(page, 'compute', 'fetchHub', { hub }, { onEvent: (progress) => line.show(progress) });
    line.clear();
    console.log(`${weightsLine(kept)}, from the hub`);
  }
}
