/** One poster of a gallery: what it was taken for, whether that is right where one knows, and its surest classes. */
import { memo } from 'react';
import { ProbabilityBars } from '../charts';
import { format, Icon, PosterImage } from '../shared';
import type { TilePlace } from './PosterGrid';
import styles from './evaluate.module.css';

/** Classes shown on a tile; the actual one is always among them. */
export const TILE_BARS = 3;

export interface PosterTileProps extends TilePlace {
  posterKey: string;
  title: string;
  classNames: readonly string[];
  /** One row, `[classes]`. */
  probabilities: Float32Array;
  predicted: number;
  /** Class index; null where nobody knows. */
  actual: number | null;
  chosen: boolean;
  onChoose: (posterKey: string) => void;
}

export const PosterTile = memo(function PosterTile(props: PosterTileProps) {
  const { posterKey, title, classNames, probabilities, predicted, actual } = props;
  const right = actual === null ? null : actual === predicted;
  const outcome = right === null ? '' : right ? ', right' : `, wrong, actual ${classNames[actual ?? 0]}`;
  const said = `${title}: predicted ${classNames[predicted]}, ${format.percent(probabilities[predicted])}${outcome}`;
  return (
    <button
      type="button"
      className={styles.tile}
      data-place={props.place}
      data-right={right ?? undefined}
      aria-pressed={props.chosen}
      aria-label={said}
      tabIndex={props.tabbable ? 0 : -1}
      onClick={() => props.onChoose(posterKey)}
      onFocus={() => props.onFocus(props.place)}
    >
      <PosterImage posterKey={posterKey} alt="" />
      <span className={styles.tileTitle}>
        {right !== null && (
          <span className={styles.outcome}>
            <Icon name={right ? 'check' : 'close'} size={14} />
          </span>
        )}
        {title}
      </span>
      <ProbabilityBars
        classNames={classNames}
        probabilities={probabilities}
        actual={actual}
        most={TILE_BARS}
      />
    </button>
  );
});
