/**
 * The end of an epoch: from the logits of both sides to the epoch's record, and the decision whether to keep its weights
 * and whether to continue.
 */
import { takeRows } from '../../core/metrics';
import type { Monitor } from '../../core/metrics/facts';
import type { Recipe } from '../../core/recipe/recipe';
import type { EpochRecord } from '../../core/run/run';
import { BestEpoch } from './best-epoch';
import { diverged, type BatchTrace } from './batch-trace';
import { accuracyOf, confusionOf, mainFigureOf, monitored, requireMonitor, type Judged } from './monitor';
import type { Answers, Objective } from './objective';
import { predictionsOf } from './outputs';
import { requireRows } from './sides';

/** The record of an epoch that has just been judged. */
export type JudgedEpoch = EpochRecord & Required<Pick<EpochRecord, 'monitored'>>;

export interface EpochEnd {
  record: JudgedEpoch;
  /** Validation counts `[actual, predicted]` of the first head, row-major; empty if that is not a class head. */
  confusion: Int32Array;
  keep: boolean;
  /** True after too many epochs without improvement. */
  stop: boolean;
}

export class EpochJudge {
  private readonly best: BestEpoch;
  /** The plateau schedule's metric after each epoch. */
  readonly history: number[] = [];

  /** @throws OnesheetError `recipe-invalid` for a figure that this task does not have. */
  constructor(
    private readonly objective: Objective,
    private readonly answers: Answers,
    private readonly recipe: Pick<Recipe, 'stopping' | 'training' | 'schedule'>,
    /** Figures of earlier epochs, in another phase. */
    before: readonly number[] = [],
  ) {
    this.best = new BestEpoch(recipe, before);
    requireFigures(recipe, answers);
  }

  /**
   * @param validation Logits `[rows, outputs]` of rows of the validation side.
   * @throws OnesheetError `training-diverged`; `plan-too-few-films` if no poster of a side could be read.
   */
  judge(
    trace: BatchTrace,
    validation: { rows: readonly number[]; logits: Float32Array },
    about: Pick<EpochRecord, 'epoch' | 'learningRate' | 'seconds'>,
  ): EpochEnd {
    // fewer rows may have been readable than were planned
    const training = trace.all();
    requireRows(training.rows, 'training');
    requireRows(validation.rows, 'validation');
    const encoded = this.objective.encode(validation.rows, true);
    const loss = this.objective.tally(validation.logits, encoded, this.objective.newTally());
    if (!Number.isFinite(loss)) throw diverged();
    const judged = this.judged(validation, loss);
    const figure = monitored(this.best.metric, judged);
    this.history.push(monitored(this.plateauMetric, judged));
    return {
      record: {
        ...about,
        trainLoss: trace.loss,
        trainAccuracy: accuracyOf(this.judged(training, 0)),
        validationLoss: loss,
        validationAccuracy: accuracyOf(judged),
        ...mainFigureOf(judged),
        monitored: { metric: this.best.metric, value: figure },
      },
      confusion: confusionOf(judged),
      ...this.best.judge(figure),
    };
  }

  private get plateauMetric() {
    return plateauMetric(this.recipe);
  }

  private judged({ rows, logits }: { rows: readonly number[]; logits: Float32Array }, loss: number): Judged {
    const { heads, values } = this.answers;
    const predictions = predictionsOf(this.objective.unscale(logits.slice()), heads);
    return { heads, answers: takeRows(values, this.objective.columns, rows), predictions, loss };
  }
}

function plateauMetric({ schedule }: Pick<Recipe, 'schedule'>): Monitor {
  return schedule.kind === 'plateau' ? schedule.metric : 'loss';
}

/** @throws OnesheetError `recipe-invalid` for a figure that this task does not have. */
export function requireFigures(recipe: Pick<Recipe, 'stopping' | 'schedule'>, { heads }: Answers): void {
  for (const metric of [recipe.stopping?.metric ?? 'loss', plateauMetric(recipe)])
    if (metric !== 'loss') requireMonitor(metric, heads);
}
