/**
 * One training from recipe to Run: makes the plan, then does what the strategy does. The run is stored along the way; a
 * stop keeps the results so far, a failure is stored with its error.
 */
import { isStop, toReport } from '../../../core/errors';
import { uncounted, type Progress } from '../../../core/progress';
import type { Problem } from '../../../core/films/film';
import type { Recipe } from '../../../core/recipe/recipe';
import { summaryOf, type EpochRecord, type Run, type RunExperiment } from '../../../core/run/run';
import type { Plan } from '../../../core/plan/plan';
import type { Predictions } from '../../../core/predictions/predictions';
import type { Trained } from '../../../core/run/trained';
import { SOFTWARE } from '../../../core/version';
import { noPredictions, type RunStore } from '../../../storage/runs';
import type { TrainEvent } from '../../protocol';
import type { CallContext } from '../../rpc';
import { explainFailure } from '../../../ml/backends/webgpu-device';
import { strategyOf } from './strategies';
import type { TrainingResources, Work } from './strategy';

/** How often a run's history is stored during training. */
const STORE_EVERY_MS = 2000;

export interface TrainingTools extends TrainingResources {
  runs: RunStore;
  id: string;
  /** The experiment that the run is to name as its own. */
  experiment?: RunExperiment;
}

export class Training {
  private readonly run: Run;
  private trained: Trained | null = null;
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
   * @throws OnesheetError `stopped` if it was stopped before there were results to keep; any other error, after it has
   *   been stored.
   */
  async carryOut(): Promise<Run> {
    const { runs, id } = this.tools;
    try {
      const plan = await this.timed('plan', () => this.plan());
      const { trained, predictions, sweep, undecodable } = await strategyOf(this.recipe)(this.work(plan));
      this.trained = trained;
      this.run.predictions = predictions;
      if (sweep) this.run.sweep = sweep;
      this.leaveOut(undecodable, predictions);
      this.run.status = this.context.signal.aborted ? 'stopped' : 'finished';
      await this.store();
      return this.run;
    } catch (caught) {
      const error = isStop(caught) ? caught : await explainFailure(caught);
      if (isStop(error)) await runs.delete(id);
      else {
        this.run.status = 'failed';
        this.run.error = toReport(error);
        await this.store();
      }
      throw error;
    }
  }

  private work(plan: Plan): Work {
    const { data, backbones, weights, device, gate } = this.tools;
    const { emit, signal } = this.context;
    return {
      data,
      backbones,
      weights,
      device,
      gate,
      recipe: this.recipe,
      plan,
      timings: this.run.timings,
      emit,
      signal,
      announce: (phase) => this.announce(phase),
      timed: (phase, work) => this.timed(phase, work),
      epochEnded: (record, trained) => this.epochEnded(record, trained),
      note: (text) => this.note(text, plan),
    };
  }

  private async epochEnded(record: EpochRecord, trained: Trained | null): Promise<void> {
    this.run.history.push(record);
    if (trained) {
      this.trained = trained;
      this.run.keptEpoch = record.epoch;
    }
    await this.storeSometimes();
  }

  /** A run for which there is no room can be used until the page is closed, and says so. */
  private async store(): Promise<void> {
    try {
      await this.tools.runs.put(this.run, this.trained);
    } catch (error) {
      this.run.error ??= toReport(error);
    }
  }

  /** Updates the list of runs meanwhile; lack of room is reported at the end. */
  private async storeSummary(): Promise<void> {
    await Promise.allSettled([this.tools.runs.putSummary(summaryOf(this.run))]);
  }

  private async plan(): Promise<Plan> {
    this.announce('Planning');
    const { emit, signal } = this.context;
    // making the plan may examine posters first
    const onEvent = (progress: Progress) => emit({ kind: 'progress', progress });
    const plan = await this.tools.data.call('plan', { recipe: this.recipe }, { signal, onEvent });
    const { fingerprint, classNames, heads, funnel, join, sizes } = plan;
    Object.assign(this.run, { fingerprint, classNames, heads, funnel, join, sizes });
    await this.storeSummary();
    this.tellPlan(plan);
    return plan;
  }

  /** Facts found out during training are reported like the plan's own warnings. */
  private note(text: string, plan: Plan): void {
    this.run.notes = [...(this.run.notes ?? []), text];
    this.tellPlan({ ...plan, warnings: [...plan.warnings, ...this.run.notes] });
  }

  private tellPlan(whole: Plan): void {
    const { samples: _, answers: __, ...plan } = whole;
    this.context.emit({ kind: 'plan', runId: this.run.id, plan, device: this.tools.device });
  }

  /** Posters that turned out to be unreadable are counted but not used. */
  private leaveOut(undecodable: readonly Problem[], { splits }: Predictions): void {
    const { join } = this.run;
    this.run.join = { ...join, undecodable: join.undecodable + undecodable.length };
    const sizes = { train: 0, validation: 0, test: 0 };
    for (const split of splits) sizes[split]++;
    this.run.sizes = sizes;
  }

  private async storeSometimes(): Promise<void> {
    const now = performance.now();
    if (now - this.stored < STORE_EVERY_MS) return;
    this.stored = now;
    await this.storeSummary();
  }

  private announce(phase: string): void {
    this.context.emit({ kind: 'progress', progress: uncounted(phase) });
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
