/**
 * A recipe from a link: its title, how it differs from the current one, and whether to use it. Or why it cannot be
 * read.
 */
import { useStore } from 'zustand';
import { fieldTitle, recipeDifferences } from '../../core/recipe/differences';
import type { Recipe } from '../../core/recipe/recipe';
import { recipeStore, replaceRecipe } from '../../state/recipe';
import { recipeLink } from '../../state/recipe-link';
import { tell } from '../../state/notices';
import { goTo } from '../../state/ui';
import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';
import { ErrorNotice } from '../shared/Notice';
import { Facts } from '../shared/Section';
import { recipeLines } from '../train/recipe-text';
import styles from './RecipeOffer.module.css';

function close(): void {
  recipeLink.setState({ offered: null, error: null });
}

export default function RecipeOffer() {
  const { offered, error } = useStore(recipeLink);
  if (error)
    return (
      <Dialog title="No recipe" onClose={close}>
        <div className={styles.body}>
          <ErrorNotice error={error} />
          <div className={styles.buttons}>
            <Button onClick={close}>Close</Button>
          </div>
        </div>
      </Dialog>
    );
  return offered && <Offer recipe={offered} />;
}

function Offer({ recipe }: { recipe: Recipe }) {
  const current = useStore(recipeStore, (state) => state.recipe);
  const changed = recipeDifferences(current, recipe).map(({ path }) => fieldTitle(path));
  const take = () => {
    replaceRecipe(recipe);
    close();
    goTo('prepare');
    tell(`${recipe.title} is now the recipe. Undo restores the previous one.`);
  };
  return (
    <Dialog title="Use the recipe from this link?" onClose={close}>
      <div className={styles.body}>
        <p className={styles.title}>{recipe.title}</p>
        <Facts items={recipeLines(recipe)} />
        <p className={styles.quiet}>
          {changed.length === 0
            ? 'It is identical to your current recipe.'
            : `It replaces “${current.title}” and differs in: ${changed.join(', ')}.`}
        </p>
        <div className={styles.buttons}>
          <Button onClick={close}>Keep mine</Button>
          <Button variant="primary" onClick={take}>
            Use this recipe
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
