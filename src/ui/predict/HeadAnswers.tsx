/** A model's predictions for one poster, head by head: bars for classes and labels, numbers as text. */
import { placeHeads, type Head } from '../../core/heads';
import { LABEL_THRESHOLD } from '../../core/predictions/results';
import { LabelBars } from '../charts/LabelBars';
import { ProbabilityBars } from '../charts/ProbabilityBars';
import { answerText, outputsOf } from './answer-text';
import styles from './predict.module.css';

export interface HeadAnswersProps {
  heads: readonly Head[];
  /** All outputs of the poster. */
  outputs: Float32Array;
  /** How many classes or labels are shown. */
  most?: number;
}

export function HeadAnswers({ heads, outputs, most }: HeadAnswersProps) {
  return placeHeads(heads).map((head) => {
    const own = outputsOf(head, outputs);
    return (
      <div key={head.task} className={styles.answer}>
        {(heads.length > 1 || head.kind === 'value') && (
          <span className={styles.answerHead}>
            <span>{head.title}</span> {head.kind === 'value' && <b>{answerText(head, outputs)}</b>}
          </span>
        )}
        {head.kind === 'class' && (
          <ProbabilityBars classNames={head.names} probabilities={own} actual={null} most={most} />
        )}
        {head.kind === 'labels' && (
          <LabelBars
            names={head.names}
            probabilities={own}
            actual={NOBODY_KNOWS}
            threshold={LABEL_THRESHOLD}
            most={most}
          />
        )}
      </div>
    );
  });
}

/** No label is marked as actual. */
const NOBODY_KNOWS: readonly number[] = [];

/** The same with one line per head, for small spaces. */
export function AnswerLines({ heads, outputs }: Pick<HeadAnswersProps, 'heads' | 'outputs'>) {
  return (
    <span className={styles.answerLines}>
      {placeHeads(heads).map((head) => (
        <span key={head.task}>
          <span>{head.title}</span> <b>{answerText(head, outputs)}</b>
        </span>
      ))}
    </span>
  );
}
