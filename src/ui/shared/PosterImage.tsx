/**
 * One film's poster. It is asked for when mounted and let go when unmounted, so use it inside a virtualised
 * list; a key whose poster is missing shows an empty frame of the same size.
 */
import { useEffect, useState } from 'react';
import { posterUrls } from '../../state/posters';
import { classes } from './classes';
import { Icon } from './Icon';
import styles from './PosterImage.module.css';

export interface PosterImageProps {
  /** The Film's key (for loose posters, the key that `openLoose` gave). */
  posterKey: string;
  /** Empty where the title stands beside it. */
  alt: string;
  /** Shows the whole poster where it is not 2:3, in place of cutting it. */
  contain?: boolean;
  className?: string;
}

export function PosterImage({ posterKey, alt, contain, className }: PosterImageProps) {
  const [url, setUrl] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    let current = true;
    setUrl(undefined);
    void posterUrls.take(posterKey).then((taken) => current && setUrl(taken));
    return () => {
      current = false;
      posterUrls.release(posterKey);
    };
  }, [posterKey]);
  return (
    <span className={classes(styles.poster, contain && styles.contain, className)}>
      {url && <img src={url} alt={alt} decoding="async" draggable={false} />}
      {url === null && (
        <span
          className={styles.none}
          role={alt ? 'img' : undefined}
          aria-label={alt ? `${alt}: no poster` : undefined}
        >
          <Icon name="film" />
        </span>
      )}
    </span>
  );
}
