/** One poster in the inspector: large, with the probabilities of all classes. */
import { rowOf, type Results } from '../../core/run/results';
import { ProbabilityBars } from '../charts';
import { Badge, IconButton, PosterImage, Section } from '../shared';
import { evaluateView } from './view';
import styles from './evaluate.module.css';

export function PosterDetail({ results, row }: { results: Results; row: number }) {
  const { classNames, actual, predicted, titles, files, keys, split } = results;
  const right = actual[row] === predicted[row];
  return (
    <Section
      title={titles[row]}
      level={3}
      actions={
        <IconButton
          label="Close"
          icon="close"
          size="small"
          onClick={() => evaluateView.setState({ chosen: null })}
        />
      }
    >
      <PosterImage posterKey={keys[row]} alt={`Poster of ${titles[row]}`} contain />
      <p className={styles.verdict}>
        <Badge kind={right ? 'good' : 'warning'}>{right ? 'right' : 'wrong'}</Badge> Predicted{' '}
        {classNames[predicted[row]]}
        {right ? '.' : `; it is ${classNames[actual[row]]}.`}
      </p>
      <ProbabilityBars classNames={classNames} probabilities={rowOf(results, row)} actual={actual[row]} />
      <dl className={styles.facts}>
        <div>
          <dt>File</dt>
          <dd>{files[row]}</dd>
        </div>
        <div>
          <dt>Film</dt>
          <dd>{keys[row]}</dd>
        </div>
        <div>
          <dt>Split</dt>
          <dd>{split}</dd>
        </div>
      </dl>
    </Section>
  );
}
