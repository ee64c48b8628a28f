/**
 * One film's poster. It is asked for when mounted and let go when unmounted, so use it inside a virtualised
 * list; a key whose poster is missing shows an empty frame of the same size.
 */
import { useEffect, useState } from 'react';
import { posterUrls } from '../../state/posters';
import { classes } from './classes';
import { Icon } from './Icon';
import styles from './PosterImage.module.css';
import { perform } from '../../state/perform';

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
