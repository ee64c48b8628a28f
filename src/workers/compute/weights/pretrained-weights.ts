/**
 * Pretrained weights: added or downloaded when the person asks, kept, and passed to a training, like the bundled ones.
 * A training downloads nothing from outside by itself: there is no request that nobody asked for.
 */
import { OnesheetError, throwIfStopped } from '../../../core/errors';
import type { HubSize, KeptWeights } from '../../../core/backbones/kept-weights';
import type { Problem } from '../../../core/films/film';
import { uncounted, type Progress } from '../../../core/progress';
import type { HubFile } from '../../../core/backbones/hub-file';
import { weightsSourceText, type WeightsSource } from '../../../core/recipe/weights-source';
import type { ArchitectureConfig } from '../../../ml/backbones/architectures';
import type { Fitted } from '../../../ml/weights/fit-weights';
import type { GivenFile } from '../../../ml/weights/open-file';
import { parseSafetensors } from '../../../ml/weights/safetensors';
import type { Weights } from '../../../ml/layers/weights';
import { WeightsStore } from '../../../storage/weights-store';
import { walk } from '../../input/walk';
import type { OpenInput } from '../../protocol';
import { addWeights } from './add-weights';
import type { BackboneCache } from './backbone-cache';
import { fittedWeights, type KeptSource } from './fitted-weights';
import { HUB_BASE, pageTransport } from '../hub/address';
import { download, hubId, sizeOf } from '../hub/download';
import { inspect, type HubOptions } from '../hub/inspect';
import { RETRY_POLICY } from '../hub/retries';
import type { Place } from '../../../core/places';

export interface WeightsContext {
  signal?: AbortSignal;
  report?: (progress: Progress) => void;
}

/** Where it keeps files and what it contacts; the page's own by default. */
export interface PretrainedWeightsOptions extends Partial<
  Pick<HubOptions, 'base' | 'transport' | 'retries'>
> {
  store?: WeightsStore;
}

/** A folder with more files, such as one of posters, is not a folder of weights. */
const MOST_FILES = 2000;
const WHERE: Place = { workspace: 'train', control: 'weights' };

export class PretrainedWeights {
  private opened: Promise<WeightsStore> | null = null;
  private readonly fetching = new Set<string>();

  /** @param backbones Provides the bundled file. */
  constructor(
    private readonly backbones: () => Pick<BackboneCache, 'file'>,
    private readonly options: PretrainedWeightsOptions = {},
  ) {}

  /** All weights on this machine, newest first, unfinished downloads included. */
  async list(): Promise<{ list: KeptWeights[]; lasting: boolean }> {
    const store = await this.store();
    return { list: await store.list(), lasting: store.lasting };
  }

  /**
   * Adds a person's own weights: one file, or a folder with a `model.json`.
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

  /** Examines a file on the hub by downloading its first kilobytes. @throws OnesheetError those of {@link inspect}. */
  async hubSize(hub: HubFile, context: WeightsContext = {}): Promise<HubSize> {
    return sizeOf(await inspect(hub, this.hubOptions(context)));
  }

  /**
   * Downloads the needed parts of a file on the hub, or resumes an earlier download.
   * @throws OnesheetError those of {@link download}; `hub-busy` if it is already being downloaded.
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
    const { base = HUB_BASE, transport = pageTransport, retries = RETRY_POLICY } = this.options;
    const waiting = (seconds: number) => report?.(uncounted(`Waiting ${Math.ceil(seconds)} s for the hub`));
    return { base, transport, retries, signal, waiting };
  }

  private store(): Promise<WeightsStore> {
    this.opened ??= this.options.store ? Promise.resolve(this.options.store) : WeightsStore.open();
    return this.opened;
  }

  /**
   * Weights for a network: under our names, all shapes checked. `fresh` names the stages for which there are none;
   * `initialWeights(architecture, seed, fresh)` initialises those.
   * @throws OnesheetError `weights-not-here` if they have to be added or downloaded first; `weights-other-network`,
   *   `weights-missing-tensor`, `weights-shape`, `weights-hash`, `weights-not-finite`, `fetch-failed`, `stopped`.
   */
  async weights(
    source: WeightsSource,
    config: ArchitectureConfig,
    { signal, report }: WeightsContext = {},
  ): Promise<Fitted> {
    if (source.kind !== 'random') report?.(uncounted(`Reading ${weightsSourceText(source)}`));
    const found = await fittedWeights(source, config, {
      bundled: (id) => this.backbones().file(id),
      kept: (kept) => this.kept(kept),
    });
    throwIfStopped(signal);
    return found;
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
        `These are more than ${MOST_FILES} files.`,
        'Add only the file of weights, or only the folder with the model.json.',
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
      ? 'Press Download under “Weights” in Train, or use the bundled weights.'
      : 'Add the file again under “Weights” in Train, or use the bundled weights.',
    { where: WHERE },
  );
}
