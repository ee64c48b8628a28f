/**
 * One film's poster. It is requested when mounted and released when unmounted, so use it in a virtualised list; if the
 * poster is missing, an empty frame of the same size is shown.
 */
import { useEffect, useState } from 'react';
import { posterUrls } from '../../state/posters';
import { classes } from './classes';
import { Icon } from './Icon';
import styles from './PosterImage.module.css';
import { perform } from '../../state/perform';

export interface PosterImageProps {
  /** The film's key; for posters dropped for prediction, the key returned by `openLoose`. */
  posterKey: string;
  /** Empty if the title is beside it. */
  alt: string;
  /** Shows the whole poster if it is not 2:3, instead of cropping it. */
  contain?: boolean;
  className?: string;
}

export function PosterImage({ posterKey, alt, contain, className }: PosterImageProps) {
  const [taken, setTaken] = useState<{ key: string; url: string | null } | null>(null);
  useEffect(() => {
    let current = true;
    perform(() => posterUrls.take(posterKey).then((url) => current && setTaken({ key: posterKey, url })));
    return () => {
      current = false;
      posterUrls.release(posterKey);
    };
  }, [posterKey]);
  const url = taken?.key === posterKey ? taken.url : undefined;
  return (
    <span className={classes(styles.poster, contain && styles.contain, className)}>
      {url && <img src={url} alt={alt} decoding="async" draggable={false} />}
      {url === null && (
        <span className={styles.none}>
          <Icon name="film" />
          {alt && <span className="visually-hidden">{alt}: no poster</span>}
        </span>
      )}
    </span>
  );
}
