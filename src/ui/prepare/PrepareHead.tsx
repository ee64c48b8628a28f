/** The workspace's main button, its progress, and its result. */
import { useStore } from 'zustand';
import type { Problem } from '../../core/films/film';
import { datasetStore } from '../../state/dataset';
import { jobs, isUnderWay } from '../../state/jobs';
import { currentPreparationKey, preparation, type Prepared } from '../../state/preparation';
import { recipeStore } from '../../state/recipe';
import { ActionButton } from '../shared/ActionButton';
import { count, counted, duration } from '../shared/format';
import { ErrorNotice, Notice } from '../shared/Notice';
import { ProgressLine } from '../shared/ProgressLine';
import { Table, type Column } from '../shared/Table';
import { ListButton } from '../data/ListButton';
import styles from './prepare.module.css';

const SHOWN = 50;
const COLUMNS: Column<Problem>[] = [
  { id: 'file', title: 'Poster', header: true, render: (problem) => problem.file ?? '–' },
  { id: 'reason', title: 'Reason', render: (problem) => problem.reason },
];

export function PrepareHead() {
  const prepared = useStore(preparation, (state) => state.prepared);
  const job = useStore(
    jobs,
    ({ list }) => list.findLast((one) => one.workspace === 'prepare' && one.status !== 'finished') ?? null,
  );
  return (
    <div className={styles.head}>
      <div className={styles.headLine}>
        <p className={styles.muted}>
          Posters are decoded and fitted once and kept on this machine, so training starts immediately.
          Training also prepares whatever is still missing.
        </p>
        <ActionButton action="prepare.posters" variant="primary" size="large" />
      </div>
      {job && isUnderWay(job) && <ProgressLine progress={job.progress} label={job.title} />}
      {job?.status === 'failed' && job.error && <ErrorNotice error={job.error} />}
      {prepared && !(job && isUnderWay(job)) && <Result prepared={prepared} />}
    </div>
  );
}

function Result({ prepared }: { prepared: Prepared }) {
  // both are read so that the comparison below is repeated when they change
  useStore(recipeStore, (state) => state.recipe);
  useStore(datasetStore, (state) => state.generation);
  if (prepared.key !== currentPreparationKey())
    return (
      <Notice kind="warning" title="The prepared posters are out of date.">
        The recipe or the data have changed since {counted(prepared.prepared, 'poster')} were prepared.
        Prepare them again, or continue to Train, which does so itself.
      </Notice>
    );
  const { undecodable, notice } = prepared;
  return (
    <>
      <Notice
        kind="good"
        title={`${counted(prepared.prepared, 'poster')} prepared in ${duration(prepared.seconds)}.`}
      >
        {count(prepared.fromCache)} were already in the cache.
        {undecodable.length > 0 &&
          ` ${counted(undecodable.length, 'poster')} could not be decoded and are left out.`}
      </Notice>
      {notice && (
        <Notice kind="warning" title={notice.message}>
          {notice.advice}
        </Notice>
      )}
      {undecodable.length > 0 && (
        <details>
          <summary>Posters that could not be decoded</summary>
          <Table
            caption="Posters that could not be decoded"
            columns={COLUMNS}
            rows={undecodable.slice(0, SHOWN)}
            rowKey={(problem) => `${problem.file}${problem.kind}`}
          />
          <p className={styles.small}>
            {undecodable.length > SHOWN && `The first ${SHOWN} of ${count(undecodable.length)} are shown. `}
            <ListButton list="undecodable-posters" label="the undecodable posters">
              Download CSV
            </ListButton>
          </p>
        </details>
      )}
    </>
  );
}
