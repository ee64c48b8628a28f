/** The Prepare workspace: the question, the fit, the split, and the prepared posters. */
import { useStore } from 'zustand';
import { datasetStore, hasPosters } from '../../state/dataset';
import { ActionButton } from '../shared/ActionButton';
import { EmptyState } from '../shared/EmptyState';
import { Inspector } from '../shared/Inspector';
import { Augmentation } from './Augmentation';
import { Answers } from './Answers';
import { Fits } from './Fits';
import { PasteDialog } from './PasteDialog';
import { PrepareHead } from './PrepareHead';
import styles from './prepare.module.css';
import { Question } from './question/Question';
import { RecipePanel } from './RecipePanel';
import { recipeView } from './view';

export default function PrepareWorkspace() {
  const ready = useStore(datasetStore, (state) => hasPosters(state.summary));
  const pasting = useStore(recipeView, (state) => state.pasting);
  return (
    <>
      {ready ? (
        <div className={styles.page}>
          <PrepareHead />
          <Question />
          <Answers />
          <Fits />
          <Augmentation />
        </div>
      ) : (
        <EmptyState
          title="Prepare needs posters"
          icon="prepare"
          actions={
            <>
              <ActionButton action="data.sample-generated" variant="primary" />
              <ActionButton action="go.data">Open Data</ActionButton>
            </>
          }
        >
          Here you choose which genres to tell apart, how posters become the network’s input, and which films
          are held out for validation and test. Open films with posters in Data first.
        </EmptyState>
      )}
      <Inspector>
        <RecipePanel />
      </Inspector>
      {pasting && <PasteDialog />}
    </>
  );
}
