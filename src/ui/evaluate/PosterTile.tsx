/** One poster of the gallery: what it was taken for, whether that is right, and its surest classes. */
import { memo } from 'react';
import type { Results } from '../../core/run/results';
import { ProbabilityBars } from '../charts';
import { format, Icon, PosterImage } from '../shared';
import styles from './evaluate.module.css';

export interface PosterTileProps {
  results: Results;
  row: number;
  place: number;
  tabbable: boolean;
  chosen: boolean;
  onChoose: (row: number) => void;
  onFocus: (place: number) => void;
}

export const PosterTile = memo(function PosterTile(props: PosterTileProps) {
  const { results, row, place, tabbable, chosen, onChoose, onFocus } = props;
  const { classNames, actual, predicted, confidence, titles, keys, probabilities } = results;
  const right = actual[row] === predicted[row];
  const classes = classNames.length;
  const said =
    `${titles[row]}: predicted ${classNames[predicted[row]]}, ${format.percent(confidence[row])}, ` +
    (right ? 'right' : `wrong, actual ${classNames[actual[row]]}`);
  return (
    <button
      type="button"
      className={styles.tile}
      data-place={place}
      data-right={right}
      aria-pressed={chosen}
      aria-label={said}
      tabIndex={tabbable ? 0 : -1}
      onClick={() => onChoose(row)}
      onFocus={() => onFocus(place)}
    >
      <PosterImage posterKey={keys[row]} alt="" />
      <span className={styles.tileTitle}>
        <span className={styles.outcome}>
          <Icon name={right ? 'check' : 'close'} size={14} />
        </span>
        {titles[row]}
      </span>
      <ProbabilityBars
        classNames={classNames}
        probabilities={probabilities.subarray(row * classes, (row + 1) * classes)}
        actual={actual[row]}
        most={3}
      />
    </button>
  );
});
