/** The actions of the Data workspace. */
import type { Action } from '../../state/actions';
import { clearDataset, datasetStore, fetchPosters, hasData, openSample } from '../../state/dataset';
import { jobs, jobUnderWay } from '../../state/jobs';
import { askFor } from '../../state/picker';
import { settings } from '../../state/settings';
import { goTo } from '../../state/ui';
import { DATA_TABS, showTab, type DataTab } from './view';

const idle = () => jobUnderWay('data') === null;
const opened = () => hasData(datasetStore.getState().summary);
const WAITS_FOR_WORK = () => 'wait for the running task to finish, or stop it';
const WAITS_FOR_DATA = () => (idle() ? 'open a table or posters first' : WAITS_FOR_WORK());

const TAB_TITLES: Record<DataTab, string> = {
  overview: 'Show the overview',
  films: 'Show the table of films',
  posters: 'Show the wall of posters',
  problems: 'Show problems in the data',
};

/** Whether the table names posters that are missing. */
function canFetch(): boolean {
  const { summary } = datasetStore.getState();
  return Boolean(summary?.table?.mapping.posterPath && summary.join.missing > 0);
}

export const DATA_ACTIONS: Action[] = [
  {
    id: 'data.open-files',
    title: 'Open files…',
    group: 'Data',
    shortcut: 'Mod+O',
    keywords: 'csv table zip posters images import',
    enabled: idle,
    reads: [jobs],
    waitsFor: WAITS_FOR_WORK,
    run: () => askFor('files', false),
  },
  {
    id: 'data.open-folder',
    title: 'Open a folder…',
    group: 'Data',
    shortcut: 'Mod+Shift+O',
    keywords: 'directory class posters import',
    enabled: idle,
    reads: [jobs],
    waitsFor: WAITS_FOR_WORK,
    run: () => askFor('folder', false),
  },
  {
    id: 'data.add-files',
    title: 'Add files…',
    group: 'Data',
    keywords: 'posters zip table more',
    enabled: () => idle() && opened(),
    reads: [jobs, datasetStore],
    waitsFor: WAITS_FOR_DATA,
    run: () => askFor('files', true),
  },
  {
    id: 'data.add-folder',
    title: 'Add a folder…',
    group: 'Data',
    keywords: 'posters directory more',
    enabled: () => idle() && opened(),
    reads: [jobs, datasetStore],
    waitsFor: WAITS_FOR_DATA,
    run: () => askFor('folder', true),
  },
  {
    id: 'data.sample-generated',
    title: 'Open the generated sample',
    group: 'Data',
    keywords: 'demo example try offline',
    enabled: idle,
    reads: [jobs],
    waitsFor: WAITS_FOR_WORK,
    run: async () => {
      goTo('data');
      await openSample('generated');
    },
  },
  {
    id: 'data.sample-popular',
    title: 'Open popular films',
    group: 'Data',
    keywords: 'demo example tmdb real',
    enabled: idle,
    reads: [jobs],
    waitsFor: WAITS_FOR_WORK,
    run: async () => {
      goTo('data');
      await openSample('popular-films');
    },
  },
  {
    id: 'data.fetch-posters',
    title: 'Fetch posters from TMDb',
    group: 'Data',
    keywords: 'download images network',
    enabled: () => idle() && canFetch(),
    reads: [jobs, datasetStore],
    waitsFor: () => (idle() ? 'open a table that has poster paths and lacks posters' : WAITS_FOR_WORK()),
    run: async () => {
      goTo('data');
      await fetchPosters(settings.getState().fetchRate);
    },
  },
  {
    id: 'data.close',
    title: 'Close the data',
    group: 'Data',
    keywords: 'clear remove empty',
    enabled: () => idle() && opened(),
    reads: [jobs, datasetStore],
    waitsFor: WAITS_FOR_DATA,
    run: async () => {
      await clearDataset();
      showTab('overview');
    },
  },
  ...DATA_TABS.map((tab): Action => ({
    id: `data.show-${tab}`,
    title: TAB_TITLES[tab],
    group: 'Data',
    enabled: opened,
    reads: [jobs, datasetStore],
    waitsFor: WAITS_FOR_DATA,
    run: () => {
      goTo('data');
      showTab(tab);
    },
  })),
];
