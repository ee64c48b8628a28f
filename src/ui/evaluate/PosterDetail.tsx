/** One poster in the inspector, in large, with all its predictions. */
import {
  LABEL_THRESHOLD,
  rowOf,
  type HeadResults,
  type LabelResults,
  type Results,
  type ValueResults,
} from '../../core/predictions/results';
import { LabelBars } from '../charts/LabelBars';
import { ProbabilityBars } from '../charts/ProbabilityBars';
import { Badge, Facts, format, IconButton, PosterImage, Section } from '../shared';
import { labelsOf } from './LabelGallery';
import { evaluateView } from './view';
import styles from './evaluate.module.css';

export function PosterDetail({ results, row }: { results: HeadResults; row: number }) {
  const { titles, files, keys, split } = results;
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
      <Said results={results} row={row} />
      <Facts
        items={[
          { name: 'File', text: files[row] },
          { name: 'Film', text: keys[row] },
          { name: 'Split', text: split },
        ]}
      />
    </Section>
  );
}

function Said({ results, row }: { results: HeadResults; row: number }) {
  switch (results.kind) {
    case 'class':
      return <ClassDetail results={results} row={row} />;
    case 'labels':
      return <LabelDetail results={results} row={row} />;
    default:
      return <ValueDetail results={results} row={row} />;
  }
}

function ClassDetail({ results, row }: { results: Results; row: number }) {
  const { classNames, actual, predicted } = results;
  const right = actual[row] === predicted[row];
  return (
    <>
      <p className={styles.verdict}>
        <Badge kind={right ? 'good' : 'warning'}>{right ? 'right' : 'wrong'}</Badge> Predicted{' '}
        {classNames[predicted[row]]}
        {right ? '.' : `; it is ${classNames[actual[row]]}.`}
      </p>
      <ProbabilityBars classNames={classNames} probabilities={rowOf(results, row)} actual={actual[row]} />
    </>
  );
}

function LabelDetail({ results, row }: { results: LabelResults; row: number }) {
  const { classNames, actual, predicted } = results;
  const own = labelsOf(actual, row, classNames.length);
  const said = labelsOf(predicted, row, classNames.length);
  const wrong = own.filter((label, at) => label !== said[at]).length;
  return (
    <>
      <p className={styles.verdict}>
        <Badge kind={wrong === 0 ? 'good' : 'warning'}>
          {wrong === 0 ? 'all right' : `${format.counted(wrong, 'label')} wrong`}
        </Badge>{' '}
        of {classNames.length}
      </p>
      <LabelBars
        names={classNames}
        probabilities={rowOf(results, row)}
        actual={own}
        threshold={LABEL_THRESHOLD}
      />
    </>
  );
}

function ValueDetail({ results, row }: { results: ValueResults; row: number }) {
  const error = results.predicted[row] - results.actual[row];
  return (
    <p className={styles.verdict}>
      Predicted {format.fixed(results.predicted[row], 2)}; it is {format.fixed(results.actual[row], 2)}{' '}
      {results.unit}: {format.fixed(Math.abs(error), 2)} too {error > 0 ? 'high' : 'low'}.
    </p>
  );
}
