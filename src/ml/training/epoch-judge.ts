/**
 * The end of an epoch: from logits of both sides to what is recorded of it, and to whether its weights are kept and
 * training goes on.
 */
import { takeRows } from '../../core/metrics';
import type { Recipe } from '../../core/recipe/recipe';
import type { EpochRecord } from '../../core/run/run';
import { BestEpoch } from './best-epoch';
import { diverged, type BatchTrace } from './batch-trace';
import { accuracyOf, confusionOf, monitored, requireMonitor, type Judged } from './monitor';
import type { Answers, Encoded, Objective } from './objective';
import { predictionsOf } from './outputs';

export interface EpochEnd {
  record: EpochRecord;
  /** Validation counts `[actual, predicted]` of the first head, row-major; empty where that is no class. */
  confusion: Int32Array;
  keep: boolean;
  /** No better epoch for too long. */
  stop: boolean;
}

export class EpochJudge {
  private readonly best: BestEpoch;
  private readonly encoded: Encoded;
  private readonly actual: Float32Array;
  /** The plateau schedule's figure after each epoch. */
  readonly history: number[] = [];

  /** @throws OnesheetError `recipe-invalid` for a figure that this task does not have. */
  constructor(
    private readonly objective: Objective,
    private readonly answers: Answers,
    validation: readonly number[],
    private readonly recipe: Pick<Recipe, 'stopping' | 'training' | 'schedule'>,
  ) {
    this.best = new BestEpoch(recipe);
    for (const metric of [this.best.metric, this.plateauMetric])
      if (metric !== 'loss') requireMonitor(metric, answers.heads);
    this.encoded = objective.encode(validation, true);
    this.actual = takeRows(answers.values, objective.columns, validation);
  }

  /**
   * @param validation logits `[rows, outputs]` of the validation side, in its order
   * @throws OnesheetError `training-diverged`
   */
  judge(
    trace: BatchTrace,
    validation: Float32Array,
    about: Pick<EpochRecord, 'epoch' | 'learningRate' | 'seconds'>,
  ): EpochEnd {
    const loss = this.objective.tally(validation, this.encoded, this.objective.newTally());
    if (!Number.isFinite(loss)) throw diverged();
    const judged = this.judged(validation, this.actual, loss);
    this.history.push(monitored(this.plateauMetric, judged));
    const seen = trace.all();
    const training = this.judged(
      seen.logits,
      takeRows(this.answers.values, this.objective.columns, seen.rows),
      0,
    );
    return {
      record: {
        ...about,
        trainLoss: trace.loss,
        trainAccuracy: accuracyOf(training),
        validationLoss: loss,
        validationAccuracy: accuracyOf(judged),
      },
      confusion: confusionOf(judged),
      ...this.best.judge(monitored(this.best.metric, judged)),
    };
  }

  private get plateauMetric() {
    return this.recipe.schedule.kind === 'plateau' ? this.recipe.schedule.metric : 'loss';
  }

  private judged(logits: Float32Array, answers: Float32Array, loss: number): Judged {
    const { heads } = this.answers;
    const predictions = predictionsOf(this.objective.unscale(logits.slice()), heads);
    return { heads, answers, predictions, loss };
  }
}
