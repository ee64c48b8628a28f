/** The shell: rail, workspace, inspector, run bar, and the overlays. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { datasetStore } from '../../state/dataset';
import { recipeLink } from '../../state/recipe-link';
import { ui } from '../../state/ui';
import { WORKSPACES } from '../../core/places';
import { ActionIconButton } from '../shared/ActionButton';
import { InspectorPlace } from '../shared/Inspector';
import styles from './App.module.css';
import { DropTarget } from './DropTarget';
import { Notices } from './Notices';
import { FilePickers } from './FilePickers';
import { InspectorPanel } from './InspectorPanel';
import { Rail } from './Rail';
import { RunBar } from './RunBar';
import { ThemeButton } from './ThemeButton';
import { useAttention } from './useAttention';
import { WorkspaceBoundary } from './WorkspaceBoundary';
import { WORKSPACE_UIS } from './workspaces';

const loadPalette = () => import('./CommandPalette');
const CommandPalette = lazy(loadPalette);
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog'));
const RecipeOffer = lazy(() => import('./RecipeOffer'));

/** When a view disappears together with the focus, the workspace takes the focus, so that Tab continues from there. */
function useKeptFocus(view: string): void {
  const seen = useRef(view);
  useEffect(() => {
    // on arrival no view has disappeared: the focus is the browser's
    if (seen.current === view) return undefined;
    seen.current = view;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        document.getElementById('workspace')?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
    // runs again whenever the view changes
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [view]);
}

/** The palette is loaded while the page is idle, so that keys typed right after its shortcut reach it. */
function usePaletteAhead(): void {
  useEffect(() => {
    // nothing is lost: opening the palette loads it again and shows any failure
    const load = () => void loadPalette().catch(() => undefined);
    const timer = setTimeout(load, 1500);
    return () => clearTimeout(timer);
  }, []);
}

export function App() {
  const workspace = useStore(ui, (state) => state.workspace);
  const inspectorOpen = useStore(ui, (state) => state.inspectorOpen && state.inspectorUsers > 0);
  const overlay = useStore(ui, (state) => state.overlay);
  const offer = useStore(recipeLink, (state) => state.offered !== null || state.error !== null);
  useAttention(useStore(ui, (state) => state.control));
  const name = useStore(datasetStore, (state) => state.summary?.name);
  usePaletteAhead();
  useKeptFocus(`${workspace} ${name ?? ''}`);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const { title } = WORKSPACES[workspace];
  const { View } = WORKSPACE_UIS[workspace];
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#workspace" onClick={focusWorkspace}>
        Skip to the workspace
      </a>
      <Rail />
      <main className={styles.main}>
        <header className={styles.head}>
          <h1>{title}</h1>
          <span className={styles.where}>{name}</span>
          <ActionIconButton action="recipe.undo" icon="undo" />
          <ActionIconButton action="recipe.redo" icon="redo" />
          <ThemeButton />
          <ActionIconButton action="view.inspector" icon="panel" />
        </header>
        {/* scrollable, so it must be reachable by keyboard */}
        <section
          id="workspace"
          className={styles.work}
          aria-label={`${title} workspace`}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <InspectorPlace value={place}>
            <WorkspaceBoundary key={workspace}>
              <Suspense fallback={null}>
                <View />
              </Suspense>
            </WorkspaceBoundary>
          </InspectorPlace>
        </section>
      </main>
      {inspectorOpen && <InspectorPanel place={setPlace} />}
      <RunBar />
      <Notices />
      <FilePickers />
      <DropTarget />
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette />}
        {overlay === 'shortcuts' && <ShortcutsDialog />}
        {offer && <RecipeOffer />}
      </Suspense>
    </div>
  );
}

// the address holds the workspace, so the link's own jump is prevented
function focusWorkspace(event: { preventDefault(): void }) {
  event.preventDefault();
  document.getElementById('workspace')?.focus();
}
