/**
 * Pretrained weights: got by a person's wish (a file of theirs, the hub), kept, and given to a training, bundled ones
 * beside them. A training fetches nothing from outside by itself: what nobody asked for does not leave the page.
 */
import { OnesheetError, throwIfStopped } from '../../core/errors';
import type { HubSize, KeptWeights } from '../../core/backbones/kept-weights';
import type { Problem } from '../../core/films/film';
import { HUB_NETWORKS } from '../../core/backbones/hub';
import type { Progress } from '../../core/progress';
import type { Recipe } from '../../core/recipe/recipe';
import { weightsSourceText, type HubFile, type WeightsSource } from '../../core/recipe/weights-source';
import { sha256 } from '../../core/sha256';
import { architectureOf, type ArchitectureConfig } from '../../ml/backbones/architectures';
import { BUNDLED } from '../../ml/backbones/bundled';
import { asBranch, BRANCHES, branchesOf, FRESH_STAGES } from '../../ml/backbones/deep-and-wide';
import type { DeepAndWideConfig } from '../../ml/backbones/deep-and-wide';
import { fitWeights, type Fitted } from '../../ml/weights/fit-weights';
import { parseSafetensors } from '../../ml/weights/safetensors';
import type { Weights } from '../../ml/weights/weights';
import { WeightsStore } from '../../storage/weights-store';
import { walk } from '../data/walk';
import type { OpenInput } from '../protocol';
import { addWeights } from './add-weights';
import type { BackboneRoom } from './backbone-room';
import { HUB_BASE, pageTransport } from './hub/address';
import { download, hubId, sizeOf } from './hub/download';
import { inspect, type HubOptions } from './hub/inspect';
import { PATIENCE } from './hub/patience';
import type { GivenFile } from '../../ml/weights/open-file';

export interface WeightsContext {
  signal?: AbortSignal;
  report?: (progress: Progress) => void;
}

/** Weights that were got before. */
type KeptSource = Extract<WeightsSource, { kind: 'hub' | 'file' }>;

/** Where it keeps and asks; the page's own by default. */
export interface RoomOptions extends Partial<Pick<HubOptions, 'base' | 'transport' | 'patience'>> {
  store?: WeightsStore;
}

const IDLE = { phase: '', done: 0, total: null, unit: '', rate: null, remainingSeconds: null };
/** A folder of posters is no folder of weights. */
const MOST_FILES = 2000;
const WHERE = { workspace: 'train', control: 'weights' };
const BUNDLED_ID: Recipe['backbone']['id'] = 'open-images-mobilenet-v2';

export class WeightsRoom {
  private opened: Promise<WeightsStore> | null = null;
  private readonly fetching = new Set<string>();

  /** @param backbones Gives the bundled file. */
  constructor(
    private readonly backbones: () => Pick<BackboneRoom, 'file'>,
    private readonly options: RoomOptions = {},
  ) {}

  /** All that is here, newest first, unfinished downloads too. */
  async list(): Promise<{ list: KeptWeights[]; lasting: boolean }> {
    const store = await this.store();
    return { list: await store.list(), lasting: store.lasting };
  }

  /**
   * Takes a person's own weights in: one file, or a folder with a `model.json`.
   * @throws OnesheetError those of {@link addWeights}; `file-unreadable`.
   */
  async add(input: OpenInput, { signal, report }: WeightsContext = {}): Promise<KeptWeights> {
    return addWeights(await filesOf(input, signal), { store: await this.store(), signal, report });
  }

  /** @throws OnesheetError `hub-busy` while it is being downloaded. */
  async remove(id: string): Promise<void> {
    if (this.fetching.has(id)) throw underWay();
    await (await this.store()).remove(id);
  }

  /** What a file on the hub is: asks it for the first kilobytes. @throws OnesheetError those of {@link inspect}. */
  async hubSize(hub: HubFile, context: WeightsContext = {}): Promise<HubSize> {
    return sizeOf(await inspect(hub, this.hubOptions(context)));
  }

  /**
   * Fetches what is needed of a file on the hub, or goes on where an earlier time ended.
   * @throws OnesheetError those of {@link download}; `hub-busy` while it is going on already.
   */
  async fetchHub(hub: HubFile, context: WeightsContext = {}): Promise<KeptWeights> {
    const id = hubId(hub);
    if (this.fetching.has(id)) throw underWay();
    this.fetching.add(id);
    try {
      const store = await this.store();
      return await download(hub, { ...this.hubOptions(context), store, report: context.report });
    } finally {
      this.fetching.delete(id);
    }
  }

  private hubOptions({ signal, report }: WeightsContext): HubOptions {
    const { base = HUB_BASE, transport = pageTransport, patience = PATIENCE } = this.options;
    const waiting = (seconds: number) =>
      report?.({ ...IDLE, phase: `Waiting ${Math.ceil(seconds)} s for the hub` });
    return { base, transport, patience, signal, waiting };
  }

  private store(): Promise<WeightsStore> {
    this.opened ??= this.options.store ? Promise.resolve(this.options.store) : WeightsStore.open();
    return this.opened;
  }

  /**
   * Weights for a network: under our names, all shapes checked. `fresh` names the stages that they have nothing for;
   * `initialWeights(architecture, seed, fresh)` draws those.
   * @throws OnesheetError `weights-not-here` where they have to be got first; `weights-other-network`,
   *   `weights-missing-tensor`, `weights-shape`, `weights-hash`, `weights-not-finite`, `fetch-failed`, `stopped`.
   */
  async weights(
    source: WeightsSource,
    config: ArchitectureConfig,
    { signal, report }: WeightsContext = {},
  ): Promise<Fitted> {
    if (source.kind === 'random') return noWeights(config);
    report?.({ ...IDLE, phase: `Reading ${weightsSourceText(source)}` });
    const found = await this.fit(source, config);
    throwIfStopped(signal);
    return found;
  }

  private async fit(
    source: Exclude<WeightsSource, { kind: 'random' }>,
    config: ArchitectureConfig,
  ): Promise<Fitted> {
    if (source.kind === 'bundled') return this.bundled(config);
    if (config.family === 'deep-and-wide') return this.branches(source, config);
    return fitWeights(await this.kept(source), config);
  }

  private async bundled(config: ArchitectureConfig): Promise<Fitted> {
    const bundled = BUNDLED[BUNDLED_ID];
    const fits = config.family === 'mobilenet-v2' && config.source === 'folded' && config.width === 1;
    if (!fits)
      throw new OnesheetError(
        'weights-other-network',
        `The bundled weights are of ${bundled.facts.title}; the recipe’s network is ${architectureOf(config).title}.`,
        'Take MobileNetV2 1.0 without batch norms as the network, or other weights: from a file, from the hub, or random.',
        { where: WHERE },
      );
    const file = await this.backbones().file(BUNDLED_ID);
    if (sha256(new Uint8Array(file)) !== bundled.sha256)
      throw new OnesheetError(
        'weights-hash',
        `The weights of ${bundled.facts.title} are not those that this page was built with.`,
        'Reload the page; if it comes back, build the page again.',
      );
    return { weights: parseSafetensors(file), fresh: ['head'] };
  }

  /** Both ResNets of Deep & Wide: the source for the one that it fits, the hub's network of its size for the other. */
  private async branches(source: KeptSource, config: DeepAndWideConfig): Promise<Fitted> {
    const configs = branchesOf(config);
    const own = await this.kept(source);
    const branches = await Promise.all(
      BRANCHES.map(async (branch) => {
        const fitted = tryToFit(own, configs[branch]);
        const found = fitted ?? (await this.fit(hubSourceOf(configs[branch].size), configs[branch]));
        return [...asBranch(found.weights, branch)].filter(([name]) => !name.startsWith(`${branch}/fc/`));
      }),
    );
    return { weights: new Map(branches.flat()), fresh: [...FRESH_STAGES] };
  }

  private async kept(source: KeptSource): Promise<Weights> {
    const store = await this.store();
    const id = await idOf(source, store);
    const record = id === null ? null : await store.record(id);
    if (!record?.complete || id === null) throw notHere(source);
    return parseSafetensors(await store.read(id));
  }
}

async function filesOf(input: OpenInput, signal: AbortSignal | undefined): Promise<GivenFile[]> {
  const given: GivenFile[] = [];
  const unreadable: Problem[] = [];
  for await (const { path, blob } of walk(input, { signal, onProblem: (one) => unreadable.push(one) })) {
    given.push({ path, file: blob });
    if (given.length > MOST_FILES)
      throw new OnesheetError(
        'file-unsupported',
        `There are more than ${MOST_FILES} files in what was given.`,
        'Give the file of weights alone, or the folder with the model.json.',
      );
  }
  if (given.length === 0 && unreadable[0])
    throw new OnesheetError(
      'file-unreadable',
      unreadable[0].reason,
      'Check that the file is still there and may be read.',
    );
  return given;
}

function underWay(): OnesheetError {
  return new OnesheetError(
    'hub-busy',
    'These weights are being downloaded.',
    'Wait for it, or stop it first.',
    {
      where: WHERE,
    },
  );
}

function noWeights(config: ArchitectureConfig): Fitted {
  return { weights: new Map(), fresh: architectureOf(config).stages.map(({ name }) => name) };
}

async function idOf(source: KeptSource, store: WeightsStore): Promise<string | null> {
  if (source.kind === 'hub') return hubId(source);
  const { sha256: hash } = source;
  if (hash === null) return null;
  const has = ({ complete, sha256: theirs }: KeptWeights) => complete && theirs === hash;
  return (await store.list()).find(has)?.id ?? null;
}

function notHere(source: WeightsSource): OnesheetError {
  return new OnesheetError(
    'weights-not-here',
    `The weights of ${weightsSourceText(source)} are not on this machine.`,
    source.kind === 'hub'
      ? 'Press Download under “Weights” in Train, or take the bundled weights.'
      : 'Add the file again under “Weights” in Train, or take the bundled weights.',
    { where: WHERE },
  );
}

function hubSourceOf(size: string): Extract<WeightsSource, { kind: 'hub' }> {
  const network = HUB_NETWORKS.find(
    ({ architecture }) => architecture.family === 'resnet' && architecture.size === size,
  );
  // every size of ResNet is in the list
  const hub: HubFile = network?.hub ?? { repo: `timm/${size}`, file: 'model.safetensors', revision: 'main' };
  return { kind: 'hub', ...hub };
}

function tryToFit(file: Parameters<typeof fitWeights>[0], config: ArchitectureConfig): Fitted | null {
  try {
    return fitWeights(file, config);
  } catch (error) {
    if (error instanceof OnesheetError && error.code === 'weights-other-network') return null;
    throw error;
  }
}
