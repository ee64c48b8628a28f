/** The runner's output: one line per epoch on standard output; on a terminal, a changing line on standard error. */
import type { Progress } from '../../src/core/progress';
import type { EpochRecord } from '../../src/core/run/run';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** `accuracy 84.1 %`; nothing for a value, which has no accuracy. */
const accuracy = (share: number) => (Number.isNaN(share) ? [] : [`accuracy ${percent(share)}`]);

/**
 * `epoch 3/20  loss 0.412  accuracy 84.1 %  validation loss 0.401  accuracy 85.0 %  0.21 s`; for labels (mAP) and values
 * (mean absolute error) also their validation figure.
 */
export function epochLine(record: EpochRecord, epochs: number): string {
  return [
    `epoch ${String(record.epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${record.trainLoss.toFixed(4)}`,
    ...accuracy(record.trainAccuracy),
    `validation loss ${record.validationLoss.toFixed(4)}`,
    ...accuracy(record.validationAccuracy),
    ...figure(record),
    `${record.seconds.toFixed(2)} s`,
  ].join('  ');
}

/** Only a value has no accuracy, which distinguishes it from labels. */
function figure({ validationFigure, validationAccuracy }: EpochRecord): string[] {
  if (validationFigure === undefined) return [];
  return [`${Number.isNaN(validationAccuracy) ? 'MAE' : 'mAP'} ${validationFigure.toFixed(3)}`];
}

/** `Reading features 412/800 posters, 98/s, 4 s left` */
export function progressText({ phase, done, total, unit, rate, remainingSeconds }: Progress): string {
  const of = total === null ? '' : `/${total}`;
  const speed = rate === null ? '' : `, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`;
  const left = remainingSeconds === null ? '' : `, ${Math.ceil(remainingSeconds)} s left`;
  return `${phase} ${done}${of} ${unit}${speed}${left}`;
}

/** The changing line; prints nothing if standard error is not a terminal. */
export class ProgressLine {
  private shown = false;

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  show(progress: Progress): void {
    if (!this.stream.isTTY) return;
    this.stream.write(`\r\u001B[K${progressText(progress).slice(0, (this.stream.columns ?? 80) - 1)}`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.stream.write('\r\u001B[K');
    this.shown = false;
  }
}
