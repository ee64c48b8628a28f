/** One poster of a gallery: its predicted class, whether that is right (if known), and its most probable classes. */
import { memo, type ReactNode } from 'react';
import { ProbabilityBars } from '../charts/ProbabilityBars';
import { format, Icon, PosterImage } from '../shared';
import type { TilePlace } from './PosterGrid';
import styles from './evaluate.module.css';

/** Classes shown on a tile; the actual one is always among them. */
export const TILE_BARS = 3;

export interface TileFrameProps extends TilePlace {
  posterKey: string;
  title: string;
  /** Accessible name: the title and the prediction. */
  said: string;
  /** Null if unknown, or if it is neither right nor wrong. */
  right: boolean | null;
  chosen: boolean;
  onChoose: (posterKey: string) => void;
  /** Below the title. */
  children: ReactNode;
}

/** A poster as a button, with its title and what is below it. */
export function TileFrame({ posterKey, title, said, right, children, ...props }: TileFrameProps) {
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
      {children}
    </button>
  );
}

export interface PosterTileProps extends Omit<TileFrameProps, 'said' | 'right' | 'children'> {
  classNames: readonly string[];
  /** One row, `[classes]`. */
  probabilities: Float32Array;
  predicted: number;
  /** Class index; null if unknown. */
  actual: number | null;
}

export const PosterTile = memo(function PosterTile({
  classNames,
  probabilities,
  predicted,
  actual,
  ...frame
}: PosterTileProps) {
  const right = actual === null ? null : actual === predicted;
  const outcome = right === null ? '' : right ? ', right' : `, wrong, actual ${classNames[actual ?? 0]}`;
  const said = `${frame.title}: predicted ${classNames[predicted]}, ${format.percent(probabilities[predicted])}${outcome}`;
  return (
    <TileFrame {...frame} said={said} right={right}>
      <ProbabilityBars
        classNames={classNames}
        probabilities={probabilities}
        actual={actual}
        most={TILE_BARS}
      />
    </TileFrame>
  );
});
