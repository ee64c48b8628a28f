/** Shows pixels made by a worker, unscaled. */
import { useEffect, useRef } from 'react';
import styles from './prepare.module.css';

export interface PixelsProps {
  /** Null while there are none: the frame stays. */
  bitmap: ImageBitmap | null;
  width: number;
  height: number;
}

export function Pixels({ bitmap, width, height }: PixelsProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas || !bitmap || bitmap.width === 0) return;
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return <canvas ref={ref} className={styles.pixels} style={{ aspectRatio: `${width} / ${height}` }} />;
}
