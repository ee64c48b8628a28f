/** Says that posters must be examined first, and does so, with progress and a stop button. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { datasetStore, measurePosters, unseenPosters } from '../../state/dataset';
import { isUnderWay, jobs } from '../../state/jobs';
import { Button } from './Button';
import { counted } from './format';
import { Notice } from './Notice';
import { ProgressLine } from './ProgressLine';
import { perform } from '../../state/perform';

/** Nothing if every poster has been examined. @param children a sentence about what waits for it. */
export function LookAtPosters({ children }: { children: ReactNode }) {
  const unseen = useStore(datasetStore, (state) => unseenPosters(state.summary));
  const work = useStore(jobs, ({ list }) =>
    list.findLast((job) => isUnderWay(job) && job.workspace === 'data'),
  );
  const looking = work?.title === 'Examining posters' ? work : null;
  if (looking) return <ProgressLine progress={looking.progress} label="Examining posters" />;
  if (unseen <= 0) return null;
  return (
    <Notice
      title={`${counted(unseen, 'poster has', 'posters have')} not been examined yet.`}
      actions={
        <Button
          size="small"
          waitsFor={work ? 'wait for the running task to finish, or stop it' : null}
          onClick={() => perform(measurePosters)}
        >
          Examine the posters
        </Button>
      }
    >
      {children}
    </Notice>
  );
}
