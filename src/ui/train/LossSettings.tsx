/** The loss, from those that suit the task, and its parameters. */
import { useStore } from 'zustand';
import { chosenLoss } from '../../core/optimisation/loss-fit';
import { LOSSES } from '../../core/optimisation/losses';
import { fieldsOf } from '../../core/optimisation/parameters';
import { answersOf } from '../../core/recipe/with-task';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { Section, SelectField } from '../shared';
import { lossChoices, lossError, withLossKind } from './loss-choices';
import { ParameterFields } from './ParameterFields';
import { controlId } from '../../core/places';

export function LossSettings() {
  const loss = useStore(recipeStore, (state) => state.recipe.loss);
  const task = useStore(recipeStore, (state) => state.recipe.task);
  const answers = answersOf(task);
  const choices = lossChoices(answers, loss);
  // heads of different kinds each have their own loss
  if (choices.length < 2) return null;
  return (
    <Section title="Loss" level={3}>
      <SelectField
        label="Loss function"
        id={controlId('loss.kind')}
        value={chosenLoss(answers, loss)}
        options={choices}
        error={lossError(answers, loss)}
        onChange={(kind) => setRecipeField('loss', withLossKind(answers, loss, kind))}
      />
      <ParameterFields
        fields={fieldsOf(loss, LOSSES[loss.kind].parameters, { answers })}
        onChange={(changed) => setRecipeField('loss', changed)}
      />
    </Section>
  );
}
