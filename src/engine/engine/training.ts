/**
 * One training from recipe to Run: plan → features → head → predictions. It is stored as it goes; stopping keeps
 * what there is, failing stores why.
 */
import { isStop, stopped, throwIfStopped, toReport } from '../../core/errors';
import type { Problem } from '../../core/films/film';
import { ProgressMeter } from '../../core/progress';
import type { Head } from '../../core/run/heads';
import type { HeadWeights } from '../../core/run/head-weights';
import {
  SPLITS,
  type DeviceInfo,
  type Plan,
  type Predictions,
  type Run,
  type RunExperiment,
  type Sample,
  type SplitName,
} from '../../core/run/run';
import type { Recipe } from '../../core/recipe/recipe';
import { SOFTWARE } from '../../core/version';
import { BUNDLED } from '../../ml/backbones/bundled';
import { applyHead } from '../../ml/training/apply-head';
import { trainHead } from '../../ml/training/train-head';
import { FeatureCache } from '../../storage/feature-cache';
import { noPredictions, type RunStore } from '../../storage/runs';
import type { DataApi, TrainEvent } from '../protocol';
import type { CallContext, Remote } from '../rpc';
import type { BackboneRoom } from './backbone-room';
import { gatherFeatures, type Gathered } from './gather-features';
import type { PauseGate } from './pause-gate';

/** How often a training's history is stored while it goes. */
const STORE_EVERY_MS = 2000;

export interface TrainingTools {
  data: Remote<DataApi>;
  runs: RunStore;
  backbones: BackboneRoom;
  /** The device on which this training runs, held for it. */
  device: DeviceInfo;
  gate: PauseGate;
  id: string;
  /** Of which experiment the run is to say that it is a part. */
  experiment?: RunExperiment;
}

export class Training {
  private readonly run: Run;
  private head: HeadWeights | null = null;
  private stored = 0;

  constructor(
    private readonly recipe: Recipe,
    private readonly tools: TrainingTools,
    private readonly context: CallContext<TrainEvent>,
  ) {
    this.run = {
      version: 2,
      id: tools.id,
      createdAt: new Date().toISOString(),
      status: 'running',
      recipe,
      ...(tools.experiment && { experiment: tools.experiment }),
      software: SOFTWARE,
      fingerprint: '',
      device: tools.device,
      classNames: [],
      heads: [],
      funnel: [],
      join: { matched: 0, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} },
      sizes: { train: 0, validation: 0, test: 0 },
      history: [],
      keptEpoch: 0,
      predictions: noPredictions(),
      timings: {},
    };
  }

  /**
   * Trains to the end, or until the signal is aborted.
   * @throws OnesheetError `stopped` where it was stopped before there was anything to keep; whatever went wrong,
   *   after it has been stored.
   */
  async carryOut(): Promise<Run> {
    const { runs, id } = this.tools;
    try {
      const plan = await this.timed('plan', () => this.plan());
      const gathered = await this.timed('features', () => this.features(plan));
      this.leaveOut(gathered.undecodable, gathered.samples);
      await this.timed('training', () => this.trainOn(gathered));
      if (!this.head) throw stopped();
      const head = this.head;
      this.run.predictions = await this.timed('predictions', () =>
        predictionsOf(head, gathered, this.run.heads),
      );
      this.run.status = this.context.signal.aborted ? 'stopped' : 'finished';
      await this.store();
      return this.run;
    } catch (error) {
      if (isStop(error)) await runs.delete(id);
      else {
        this.run.status = 'failed';
        this.run.error = toReport(error);
        await this.store();
      }
      throw error;
    }
  }

  /** A run for which there is no room is as good as any other until the page is closed, and says so. */
  private async store(): Promise<void> {
    try {
      await this.tools.runs.put(this.run, this.head);
    } catch (error) {
      this.run.error ??= toReport(error);
    }
  }

  /** For whoever looks at the list meanwhile; that there is no room is told at the end. */
  private async storeSummary(): Promise<void> {
    await Promise.allSettled([this.tools.runs.putSummary(this.summary())]);
  }

  private async plan(): Promise<Plan> {
    const { data, device } = this.tools;
    this.announce('Planning');
    const plan = await data.call('plan', { recipe: this.recipe }, { signal: this.context.signal });
    const { samples: _, answers: __, ...summary } = plan;
    const { fingerprint, classNames, heads, funnel, join, sizes } = plan;
    Object.assign(this.run, { fingerprint, classNames, heads, funnel, join, sizes });
    await this.storeSummary();
    this.context.emit({ kind: 'plan', runId: this.run.id, plan: summary, device });
    return plan;
  }

  private async features(plan: Plan): Promise<Gathered<Sample>> {
    const { data, backbones, device, gate } = this.tools;
    const { backbone: choice, images, seed } = this.recipe;
    this.announce('Loading the backbone');
    const backbone = await backbones.get(choice.id, device.backend);
    const cache = await FeatureCache.open({
      backbone: BUNDLED[choice.id].sha256,
      taps: choice.taps,
      images,
      seed,
      dimension: backbone.channels(choice.taps),
    });
    try {
      const gathered = await gatherFeatures(plan.samples, {
        data,
        backbone,
        taps: choice.taps,
        images,
        seed,
        store: cache,
        gate,
        signal: this.context.signal,
        report: (progress) => this.context.emit({ kind: 'progress', progress }),
      });
      this.run.timings.decode = gathered.decodeSeconds;
      return gathered;
    } finally {
      cache.close();
    }
  }

  /** Posters that turned out to be unreadable are counted, and take no part. */
  private leaveOut(undecodable: readonly Problem[], samples: readonly Sample[]): void {
    const { join } = this.run;
    this.run.join = { ...join, undecodable: join.undecodable + undecodable.length };
    const sizes = { train: 0, validation: 0, test: 0 };
    for (const { split } of samples) sizes[split]++;
    this.run.sizes = sizes;
  }

  private async trainOn({ samples, features }: Gathered<Sample>): Promise<void> {
    const { emit, signal } = this.context;
    const { recipe, run } = this;
    throwIfStopped(signal);
    const batches = Math.ceil(run.sizes.train / recipe.training.batchSize) * recipe.training.epochs;
    const meter = new ProgressMeter('Training', 'batches', batches, (progress) =>
      emit({ kind: 'progress', progress }),
    );
    const events = trainHead({
      features,
      dimension: features.length / samples.length,
      answers: { heads: run.heads, values: Float32Array.from(samples, (sample) => sample.target) },
      splits: samples.map((sample) => sample.split),
      recipe,
    });
    for await (const event of events) {
      if (event.kind === 'batches') {
        emit(event);
        meter.add(event.losses.length);
      } else {
        run.history.push(event.record);
        emit({ kind: 'epoch', record: event.record, confusion: [...event.confusion] });
        if (event.kept) {
          this.head = event.kept;
          run.keptEpoch = event.record.epoch;
        }
        await this.storeSometimes();
      }
      await this.tools.gate.pass();
      if (signal.aborted) break;
    }
  }

  private async storeSometimes(): Promise<void> {
    const now = performance.now();
    if (now - this.stored < STORE_EVERY_MS) return;
    this.stored = now;
    await this.storeSummary();
  }

  private summary(): Omit<Run, 'predictions'> {
    const { predictions: _, ...summary } = this.run;
    return summary;
  }

  private announce(phase: string): void {
    const progress = { phase, done: 0, total: null, unit: '', rate: null, remainingSeconds: null };
    this.context.emit({ kind: 'progress', progress });
  }

  private async timed<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.run.timings[phase] = (performance.now() - started) / 1000;
    }
  }
}

async function predictionsOf(
  head: HeadWeights,
  { samples, features }: Gathered<Sample>,
  heads: readonly Head[],
): Promise<Predictions> {
  // sides together, so that a list of predictions reads in a sensible order
  const order = SPLITS.flatMap((side: SplitName) =>
    [...samples.keys()].filter((index) => samples[index].split === side),
  );
  const dimension = features.length / samples.length;
  const sorted = new Float32Array(features.length);
  for (const [to, from] of order.entries())
    sorted.set(features.subarray(from * dimension, (from + 1) * dimension), to * dimension);
  const inOrder = order.map((index) => samples[index]);
  return {
    keys: inOrder.map((sample) => sample.key),
    files: inOrder.map((sample) => sample.file),
    titles: inOrder.map((sample) => sample.title),
    splits: inOrder.map((sample) => sample.split),
    actual: Int32Array.from(inOrder, (sample) => sample.target),
    answers: Float32Array.from(inOrder, (sample) => sample.target),
    probabilities: await applyHead(head, sorted, heads),
  };
}
