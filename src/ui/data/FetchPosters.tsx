/**
 * Fetches the posters that the table names, at a polite rate, and lists those that failed. Nothing is requested before
 * the button is pressed.
 */
import { useStore } from 'zustand';
import type { FetchReport } from '../../workers/protocol';
import { datasetStore } from '../../state/dataset';
import { jobs, isUnderWay } from '../../state/jobs';
import { settings } from '../../state/settings';
import { ActionButton } from '../shared/ActionButton';
import { SliderField } from '../shared/Field';
import { count, counted, duration } from '../shared/format';
import { ErrorNotice, Notice } from '../shared/Notice';
import { ProgressLine } from '../shared/ProgressLine';
import { Section } from '../shared/Section';
import { Table, type Column } from '../shared/Table';
import styles from './data.module.css';
import { ListButton } from './ListButton';

type Failure = FetchReport['failed'][number];

const SHOWN_FAILURES = 50;
const COLUMNS: Column<Failure>[] = [
  { id: 'title', title: 'Film', header: true, render: (row) => row.title },
  { id: 'reason', title: 'Reason', render: (row) => row.reason },
];

export function FetchPosters() {
  const rate = useStore(settings, (state) => state.fetchRate);
  const summary = useStore(datasetStore, (state) => state.summary);
  const failed = useStore(datasetStore, (state) => state.failedFetches);
  const last = useStore(datasetStore, (state) => state.lastFetch);
  const job = useStore(
    jobs,
    ({ list }) =>
      list.findLast((one) => one.title === 'Fetching posters' && one.status !== 'finished') ?? null,
  );
  const missing = summary?.join.missing ?? 0;
  if (!summary?.table?.mapping.posterPath || (missing === 0 && !last && !job)) return null;
  const running = job !== null && isUnderWay(job);
  return (
    <Section
      title="Fetch posters"
      id="fetch"
      hint={
        <>
          {counted(missing, 'film')} have no poster. If the table names one, the page can fetch it from TMDb’s
          image server (image.tmdb.org). The server learns which posters are requested and nothing else.
          Fetched posters are kept, so a later fetch continues where this one stopped.
        </>
      }
    >
      {running ? (
        <ProgressLine progress={job.progress} label={job.title} />
      ) : (
        missing > 0 && (
          <div className={styles.fetch}>
            <SliderField
              label="Posters per second"
              value={rate}
              min={1}
              max={20}
              show={(value) => `${value}/s`}
              hint={`About ${duration(missing / rate)} at this rate.`}
              onChange={(fetchRate) => settings.setState({ fetchRate })}
            />
            <ActionButton action="data.fetch-posters" variant="primary" icon="download">
              Fetch {counted(missing, 'poster')}
            </ActionButton>
          </div>
        )
      )}
      {job?.status === 'failed' && job.error && <ErrorNotice error={job.error} />}
      {last && (
        <Notice kind={last.failed.length > 0 ? 'warning' : 'good'} title="Fetching finished">
          {count(last.fetched)} fetched, {count(last.cached)} were already there, {count(last.failed.length)}{' '}
          failed.
        </Notice>
      )}
      {failed.length > 0 && (
        <Section
          title={`${count(failed.length)} failed`}
          level={3}
          actions={<ListButton list="failed-fetches" label="the posters that could not be fetched" />}
        >
          <div className={styles.failures}>
            <Table
              caption="Posters that could not be fetched"
              columns={COLUMNS}
              rows={failed.slice(0, SHOWN_FAILURES)}
              rowKey={(row) => row.key}
            />
          </div>
          {failed.length > SHOWN_FAILURES && (
            <p className={styles.small}>The first {SHOWN_FAILURES} are shown; the CSV lists all of them.</p>
          )}
        </Section>
      )}
    </Section>
  );
}
