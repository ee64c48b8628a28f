/** Takes what work learns about the data into the data set's summary when the work ends. */
import { refreshSummary } from './dataset';
import { isUnderWay, type Job } from './jobs';
import { perform } from './perform';
import { work } from './work';

/**
 * Updates the summary with what preparing and training find out, such as posters that cannot be decoded, until the
 * returned function is called.
 */
export function followWork(): () => void {
  const working = (list: readonly Job[]) =>
    list.filter((job) => isUnderWay(job) && (job.workspace === 'prepare' || job.workspace === 'train'))
      .length;
  return work.subscribe((now, before) => {
    if (working(now.list) < working(before.list)) perform(refreshSummary);
  });
}
