/** The Compare workspace: experiments as in their write-ups, then every run with settings, figures and curves. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { comparison } from '../../state/comparison';
import { isUsable, runs } from '../../state/runs';
import { ErrorNotice, Section, SwitchField } from '../shared';
import { WaitsForRun } from '../runs/WaitsForRun';
import { CompareButtons } from './CompareButtons';
import { CompareCurves } from './CompareCurves';
import { CompareSettings } from './CompareSettings';
import { ExperimentSection } from './ExperimentSection';
import { UnreadableRuns } from '../runs/UnreadableRuns';
import { FailedRuns } from './FailedRuns';
import { RunTable } from './RunTable';
import { useCompared } from './useCompared';
import { compareView } from './view';
import styles from './compare.module.css';

/** How many runs are ticked at first; more curves are hard to tell apart. */
const TICKED_AT_FIRST = 6;

export default function CompareWorkspace() {
  return (
    <WaitsForRun
      title="Compare needs runs"
      icon="compare"
      purpose="Train twice with different settings to see the runs side by side: what differs, what came out, and whether the difference is more than chance."
    >
      <Compare />
    </WaitsForRun>
  );
}

function Compare() {
  const used = useCompared();
  const failed = useStore(comparison, (state) => state.failed);
  useTickAtFirst();
  return (
    <div className={styles.page}>
      <ExperimentSection />
      <Section
        title="Runs"
        hint={
          used.compared.length > 1
            ? `Differences are relative to “${used.compared[0].title}”, the run ticked first.`
            : 'Tick the runs to compare; the others are compared with the one ticked first.'
        }
        actions={<CompareButtons />}
      >
        {[...failed.values()].map((error) => (
          <ErrorNotice key={error.message} error={error} />
        ))}
        <FurtherMetrics />
        <RunTable {...used} />
      </Section>
      <CompareCurves runs={used.compared} />
      <CompareSettings runs={used.compared} />
      <FailedRuns />
      <UnreadableRuns />
    </div>
  );
}

/** Adds the metrics that are not headlines to the table, and to the files made from it. */
function FurtherMetrics() {
  const further = useStore(compareView, (state) => state.further);
  return (
    <SwitchField
      label="Further metrics"
      checked={further}
      onChange={(on) => compareView.setState({ further: on })}
    />
  );
}

function useTickAtFirst(): void {
  const status = useStore(runs, (state) => state.status);
  useEffect(() => {
    const { list, compared } = runs.getState();
    if (status !== 'ready' || compared.length > 0) return;
    const [last, ...others] = list.filter(isUsable);
    if (!last) return;
    // runs with other classes have another task
    const alike = others.filter((run) => run.classNames.join('\n') === last.classNames.join('\n'));
    // oldest first, so that later runs are compared with the one they followed
    const newest = [last, ...alike].slice(0, TICKED_AT_FIRST);
    runs.getState().setCompared(newest.reverse().map((run) => run.id));
  }, [status]);
}
