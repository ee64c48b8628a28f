/** The Data workspace: three ways to start, then what was found. */
import { useDeferredValue, useEffect } from 'react';
import { useStore } from 'zustand';
import type { DatasetSummary } from '../../workers/protocol';
import { datasetStore, hasData } from '../../state/dataset';
import { ui } from '../../state/ui';
import { count } from '../shared/format';
import { Inspector } from '../shared/Inspector';
import { tabPanel, Tabs } from '../shared/Tabs';
import styles from './data.module.css';
import { DialectEditor } from './DialectEditor';
import { FilmInspector } from './FilmInspector';
import { Films } from './Films';
import { MappingEditor } from './MappingEditor';
import { Overview } from './Overview';
import { PosterWall } from './PosterWall';
import { Problems } from './Problems';
import { dataView, showTab, type DataTab } from './view';
import { WaysIn } from './WaysIn';

export default function DataWorkspace() {
  const summary = useStore(datasetStore, (state) => state.summary);
  return hasData(summary) ? <Opened summary={summary} /> : <WaysIn />;
}

function Opened({ summary }: { summary: DatasetSummary }) {
  const tab = useStore(dataView, (state) => state.tab);
  const control = useStore(ui, (state) => state.control);
  useEffect(() => {
    // all controls that errors point to are in the overview
    if (control) showTab('overview');
  }, [control]);
  // hundreds of options: drawn in turns, after the overview
  const rest = useDeferredValue(true, false);
  const { table } = summary;
  const tabs: { value: DataTab; label: string; note?: string }[] = [
    { value: 'overview', label: 'Overview' },
    { value: 'films', label: 'Films', note: count(table?.films ?? summary.posters) },
    { value: 'posters', label: 'Posters', note: count(summary.join.matched) },
    { value: 'problems', label: 'Problems', note: count(table?.unusable ?? 0) },
  ];
  return (
    <div className={styles.tabbed}>
      <div className={styles.tabs}>
        <Tabs id="data" label="Data" value={tab} tabs={tabs} onChange={showTab} />
      </div>
      <div className={styles.panel} {...tabPanel('data', tab)}>
        {tab === 'overview' && <Overview summary={summary} />}
        {tab === 'films' && <Films />}
        {tab === 'posters' && <PosterWall />}
        {tab === 'problems' && <Problems />}
      </div>
      {tab === 'overview' && table && (
        <Inspector>
          {rest && (
            <>
              <MappingEditor key={JSON.stringify(table.mapping)} table={table} />
              <DialectEditor table={table} />
            </>
          )}
        </Inspector>
      )}
      {(tab === 'films' || tab === 'posters') && (
        <Inspector>
          <FilmInspector />
        </Inspector>
      )}
    </div>
  );
}
