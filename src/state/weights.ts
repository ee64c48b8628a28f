/**
 * Pretrained weights as the page shows them: what is on this machine, what the hub says about a file, and the one
 * operation under way. Only `askSize` and `fetch` contact the hub, and only when a button is pressed.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HubSize, KeptWeights } from '../core/backbones/kept-weights';
import { toReport, type ErrorReport } from '../core/errors';
import type { Progress } from '../core/progress';
import type { HubFile } from '../core/backbones/hub-file';
import { getStudio } from '../workers/client';
import type { ComputeApi, OpenInput } from '../workers/protocol';
import type { Remote } from '../workers/rpc';
import { runJob, stopJob, type Outcome } from './jobs';

export interface WeightsState {
  /** Null until they have been read. */
  list: readonly KeptWeights[] | null;
  /** False if they last only as long as the page. */
  lasting: boolean;
  busy: 'adding' | 'asking' | 'downloading' | null;
  /** {@link hubKey} of the file being asked about or downloaded. */
  subject: string | null;
  progress: Progress | null;
  /** By {@link hubKey}: sizes requested during this visit. */
  sizes: ReadonlyMap<string, HubSize>;
  error: ErrorReport | null;
}

export interface WeightsActions {
  read(): Promise<void>;
  /** Adds a person's file or folder; null if that failed or was stopped. */
  add(input: OpenInput): Promise<KeptWeights | null>;
  askSize(hub: HubFile): Promise<HubSize | null>;
  /** Downloads the file, or resumes its download. */
  fetch(hub: HubFile): Promise<KeptWeights | null>;
  stop(): void;
  remove(id: string): Promise<void>;
  dismissError(): void;
}

export type WeightsStore = StoreApi<WeightsState & WeightsActions>;

/** A key for a file on the hub. */
export function hubKey({ repo, file, revision }: HubFile): string {
  return `${repo}@${revision}/${file}`;
}

/** What is on this machine of a file on the hub, complete or partial; undefined if there is nothing. */
export function keptOfHub(list: readonly KeptWeights[] | null, hub: HubFile): KeptWeights | undefined {
  return list?.find(({ origin }) => origin.kind === 'hub' && hubKey(origin.hub) === hubKey(hub));
}

const TITLES = {
  adding: 'Adding weights',
  asking: 'Asking the hub',
  downloading: 'Downloading weights',
} as const;

export function createWeightsStore(compute: () => Pick<Remote<ComputeApi>, 'call'>): WeightsStore {
  let stopCurrent: () => void = () => undefined;

  return createStore<WeightsState & WeightsActions>((set, get) => {
    /** Runs one operation at a time, shown in the run bar too; null if it failed or was stopped. */
    async function work<T>(
      busy: NonNullable<WeightsState['busy']>,
      subject: string | null,
      carryOut: (context: { signal: AbortSignal; onEvent: (progress: Progress) => void }) => Promise<T>,
    ): Promise<T | null> {
      if (get().busy) return null;
      set({ busy, subject, progress: null, error: null });
      const outcome: Outcome<T> = await runJob(
        { title: TITLES[busy], workspace: 'train', beside: true },
        ({ id, signal, report }) => {
          stopCurrent = () => stopJob(id);
          const onEvent = (progress: Progress) => {
            set({ progress });
            report(progress);
          };
          return carryOut({ signal, onEvent });
        },
      );
      await readList();
      set({
        busy: null,
        subject: null,
        progress: null,
        error: outcome.ok || outcome.stopped ? null : outcome.error,
      });
      return outcome.ok ? outcome.value : null;
    }

    async function readList(): Promise<void> {
      try {
        set(await compute().call('weights', null));
      } catch (error) {
        set({ error: toReport(error) });
      }
    }

    return {
      list: null,
      lasting: true,
      busy: null,
      subject: null,
      progress: null,
      sizes: new Map(),
      error: null,

      read: readList,

      add: (input) => work('adding', null, (context) => compute().call('addWeights', { input }, context)),

      askSize: (hub) =>
        work('asking', hubKey(hub), async (context) => {
          const size = await compute().call('hubSize', { hub }, context);
          set(({ sizes }) => ({ sizes: new Map(sizes).set(hubKey(hub), size) }));
          return size;
        }),

      fetch: (hub) =>
        work('downloading', hubKey(hub), (context) => compute().call('fetchHub', { hub }, context)),

      stop() {
        stopCurrent();
      },

      async remove(id) {
        try {
          await compute().call('removeWeights', { id });
        } catch (error) {
          set({ error: toReport(error) });
        }
        await readList();
      },

      dismissError() {
        set({ error: null });
      },
    };
  });
}

/** The page's list of weights. */
export const weights = createWeightsStore(() => getStudio().compute);
