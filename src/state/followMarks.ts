/** Keeps the rail's marks of Data and Prepare true to what there is. */
import { datasetStore, hasData, hasPosters } from './dataset';
import { setMark } from './marks';
import { currentPreparationKey, preparation } from './preparation';
import { recipeStore } from './recipe';

function markData(): void {
  const { summary } = datasetStore.getState();
  if (!hasData(summary)) setMark('data', 'ready', 'open a table or posters');
  else if (!hasPosters(summary)) setMark('data', 'ready', 'waits for posters that belong to its films');
  else setMark('data', 'done', `${summary.join.matched} films with a poster`);
}

function markPrepare(): void {
  const { plan, prepared } = preparation.getState();
  if (!hasPosters(datasetStore.getState().summary)) setMark('prepare', 'waiting', 'waits for posters');
  else if (prepared?.key === currentPreparationKey())
    setMark('prepare', 'done', `${prepared.prepared} posters prepared`);
  else if (prepared) setMark('prepare', 'stale', 'the recipe has changed since the posters were prepared');
  else if (plan) setMark('prepare', 'ready', 'posters can be prepared');
  else setMark('prepare', 'waiting', 'waits for two classes of films');
}

/** Follows until the returned function is called. */
export function followMarks(): () => void {
  const look = () => {
    markData();
    markPrepare();
  };
  look();
  const stops = [datasetStore, preparation, recipeStore].map((store) => store.subscribe(look));
  return () => {
    for (const stop of stops) stop();
  };
}
