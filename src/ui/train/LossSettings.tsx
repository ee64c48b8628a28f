/** The loss, of those that the task can be trained with, and its own numbers. */
import { useStore } from 'zustand';
import { chosenLoss } from '../../core/recipe/loss-fit';
import type { LossSettings as Loss } from '../../core/recipe/optimisation';
import { answersOf } from '../../core/recipe/with-task';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { NumberField, Section, SelectField, SwitchField } from '../shared';
import { lossChoices, lossError, withLossKind } from './loss-choices';
import { controlId } from '../../core/places';

/** torchvision's. */
const USUAL_ALPHA = 0.25;

export function LossSettings() {
  const loss = useStore(recipeStore, (state) => state.recipe.loss);
  const task = useStore(recipeStore, (state) => state.recipe.task);
  const answers = answersOf(task);
  const choices = lossChoices(answers, loss);
  // several heads of several kinds have each its own
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
      {loss.kind === 'focal' && <FocalNumbers loss={loss} labels={answers.includes('labels')} />}
      {loss.kind === 'huber' && (
        <NumberField
          label="δ"
          id="huber-delta"
          value={loss.delta}
          onChange={(delta) => setRecipeField('loss', { ...loss, delta })}
          min={0.001}
          max={1000}
          hint="From this error on, in standard deviations of the training films’ answers, it grows no longer by the square."
        />
      )}
    </Section>
  );
}

function FocalNumbers({ loss, labels }: { loss: Extract<Loss, { kind: 'focal' }>; labels: boolean }) {
  const { gamma, alpha } = loss;
  return (
    <>
      <NumberField
        label="γ"
        id="focal-gamma"
        value={gamma}
        onChange={(gamma) => setRecipeField('loss', { ...loss, gamma })}
        min={0}
        max={10}
        hint="The higher, the less counts what is already right; 0 is cross entropy."
      />
      {labels && (
        <SwitchField
          label="α-balanced"
          id="focal-balanced"
          hint="Labels that a film has weigh α, those that it lacks 1 − α."
          checked={alpha !== null}
          onChange={(on) => setRecipeField('loss', { ...loss, alpha: on ? USUAL_ALPHA : null })}
        />
      )}
      {labels && alpha !== null && (
        <NumberField
          label="α"
          id="focal-alpha"
          value={alpha}
          onChange={(alpha) => setRecipeField('loss', { ...loss, alpha })}
          min={0}
          max={1}
        />
      )}
    </>
  );
}
