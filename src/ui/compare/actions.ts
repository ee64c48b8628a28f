/** The actions of the Compare workspace. */
import type { ComparedRun } from '../../core/run/comparison';
import type { Action } from '../../state/actions';
import { comparison } from '../../state/comparison';
import { runs } from '../../state/runs';
import { goTo } from '../../state/ui';
import { downloadBlob } from '../shared/download';
import { shownTable, SHOWN_TABLE_READS } from './shown-table';
import { compareView } from './view';

const MEDIA_TYPES = { csv: 'text/csv', md: 'text/markdown' } as const;

/** The ticked runs that have been computed, in the order in which they were ticked. */
function ticked(): ComparedRun[] {
  const { byId } = comparison.getState();
  const { list, compared } = runs.getState();
  const titles = new Map(list.map((run) => [run.id, run.recipe.title]));
  return compared
    .map((id) => byId.get(id))
    .filter((run) => run !== undefined)
    .map((run) => ({ ...run, title: titles.get(run.id) ?? run.title }));
}

function download(text: string, name: string, type: keyof typeof MEDIA_TYPES): void {
  downloadBlob(new Blob([text], { type: MEDIA_TYPES[type] }), `${name}.${type}`);
}

/** the code that writes the files is loaded when it is needed, since every visit loads the actions */
async function takeExperimentAway(type: 'csv' | 'md'): Promise<void> {
  const table = shownTable();
  if (!table) return;
  const { experimentCsv, experimentMarkdown } = await import('../../core/experiments/table-text');
  download((type === 'csv' ? experimentCsv : experimentMarkdown)(table), table.preset.id, type);
}

async function takeRunsAway(type: 'csv' | 'md'): Promise<void> {
  const { comparisonCsv, comparisonMarkdown } = await import('../../core/run/comparison-text');
  const text = type === 'csv' ? comparisonCsv : comparisonMarkdown;
  download(text(ticked(), compareView.getState().further), 'runs', type);
}

const some = () => ticked().length > 0;
const WAITS = () => 'select a run in Compare first';

export const COMPARE_ACTIONS: Action[] = [
  {
    id: 'compare.csv',
    title: 'Download the comparison as CSV',
    group: 'Compare',
    keywords: 'export table spreadsheet',
    enabled: some,
    reads: [comparison, runs],
    waitsFor: WAITS,
    run: () => takeRunsAway('csv'),
  },
  {
    id: 'compare.markdown',
    title: 'Download the comparison as Markdown',
    group: 'Compare',
    keywords: 'export table text',
    enabled: some,
    reads: [comparison, runs],
    waitsFor: WAITS,
    run: () => takeRunsAway('md'),
  },
  {
    id: 'compare.experiment-csv',
    title: 'Download the experiment’s table as CSV',
    group: 'Compare',
    keywords: 'export published figures spreadsheet',
    enabled: () => shownTable() !== null,
    reads: SHOWN_TABLE_READS,
    waitsFor: () => 'run an experiment first',
    run: () => takeExperimentAway('csv'),
  },
  {
    id: 'compare.experiment-markdown',
    title: 'Download the experiment’s table as Markdown',
    group: 'Compare',
    keywords: 'export published figures text',
    enabled: () => shownTable() !== null,
    reads: SHOWN_TABLE_READS,
    waitsFor: () => 'run an experiment first',
    run: () => takeExperimentAway('md'),
  },
  {
    id: 'compare.all',
    title: 'Compare all runs',
    group: 'Compare',
    enabled: () => runs.getState().list.length > 0,
    reads: [runs],
    waitsFor: () => 'train first',
    run: () => {
      goTo('compare');
      const { list, compared } = runs.getState();
      const first = compared.slice(0, 1);
      runs
        .getState()
        .setCompared([...first, ...list.map((run) => run.id).filter((id) => !first.includes(id))]);
    },
  },
];
