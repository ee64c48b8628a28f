/** The page's beginning: stores, keys and address first, then the shell. */
import { createRoot } from 'react-dom/client';
import { exposeAutomation } from './workers/automation';
import { announceProgress } from './state/announceProgress';
import { followRecipe, refreshSummary } from './state/dataset';
import { followWork } from './state/follow-work';
import { followShownJobs } from './state/shown-jobs';
import { followMarks } from './state/workspaces';
import { perform } from './state/perform';
import { followPlan } from './state/preparation';
import { keepSettings } from './state/settings';
import { keepQueueOfFirstTab } from './state/kept-queue';
import { runService } from './state/page-runs';
import { followRecipeLinks } from './state/recipe-link';
import { followAddress, ui } from './state/ui';
import { followUnhandled } from './state/unhandled';
import { App } from './ui/app/App';
import { registerAllActions } from './ui/app/allActions';
import { listenToKeys } from './ui/app/keyboard';
import { followTheme } from './ui/app/theme';
import './ui/shared/tokens.css';
import './ui/shared/base.css';

function start(): void {
  const root = document.getElementById('root');
  if (!root) return;
  followUnhandled(window);
  exposeAutomation();
  keepSettings(localStorage);
  followTheme(document.documentElement);
  // before the address is the workspace's
  followRecipeLinks(window, () => {
    window.history.replaceState(null, '', `#/${ui.getState().workspace}`);
  });
  followAddress(window);
  keepQueueOfFirstTab(runService, localStorage);
  // on a narrow page it would cover half of the workspace
  ui.setState({ inspectorOpen: window.innerWidth > 760 });
  followRecipe();
  followWork();
  followPlan();
  followMarks();
  announceProgress();
  followShownJobs();
  registerAllActions();
  listenToKeys(window);
  createRoot(root).render(<App />);
  perform(refreshSummary);
}

start();
