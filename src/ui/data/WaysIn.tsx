/** The Data workspace before any data are open: three ways to start, none of which needs an explanation. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { datasetStore } from '../../state/dataset';
import { jobs, jobUnderWay } from '../../state/jobs';
import { ActionButton } from '../shared/ActionButton';
import { ErrorNotice } from '../shared/Notice';
import { ProgressLine } from '../shared/ProgressLine';
import { Art } from './Art';
import styles from './data.module.css';
import { controlId } from '../../core/places';

export function WaysIn() {
  const error = useStore(datasetStore, (state) => state.error);
  const job = useStore(jobs, () => jobUnderWay('data'));
  return (
    <div className={styles.ways}>
      <div className={styles.lead}>
        <h2>What can a poster tell you?</h2>
        <p>
          Open films and their posters, train a network on them and see what it learned. Everything happens on
          this machine; nothing is uploaded.
        </p>
      </div>
      {error && <ErrorNotice error={error} onDismiss={() => datasetStore.setState({ error: null })} />}
      {job && <ProgressLine progress={job.progress} label={job.title} />}
      <div className={styles.three} id={controlId('open')}>
        <Way
          art="own"
          title="Open your own"
          text="A table of films and their posters, or one folder per class. Drop them anywhere on this page: CSV, gzip, images, folders or a ZIP, in any combination."
        >
          <ActionButton action="data.open-files" variant="primary" />
          <ActionButton action="data.open-folder" />
        </Way>
        <Way
          art="generated"
          title="Try the generated sample"
          text="About 600 posters in six genres, drawn by the page from a seed. No download is needed, and within a minute every workspace has something to show."
        >
          <ActionButton action="data.sample-generated" />
        </Way>
        <Way
          art="popular"
          title="Popular films"
          text="The page includes data on about 1,000 popular films. Their posters are fetched from TMDb’s image server when you ask for them."
        >
          <ActionButton action="data.sample-popular" />
        </Way>
      </div>
    </div>
  );
}

function Way({
  art,
  title,
  text,
  children,
}: {
  art: 'own' | 'generated' | 'popular';
  title: string;
  text: string;
  children: ReactNode;
}) {
  return (
    <section className={styles.way} aria-label={title}>
      <Art kind={art} />
      <h3>{title}</h3>
      <p>{text}</p>
      <div className={styles.wayActions}>{children}</div>
    </section>
  );
}
