/**
 * Changes to the recipe's augmentation as the page offers them: choose a pipeline, switch a transform on or off, change
 * its settings.
 */
import {
  defaultTransform,
  mixingSchema,
  pipeline,
  TRANSFORM_KINDS,
  type Augmentation,
  type Mixing,
  type PipelineId,
  type TransformKind,
  type TransformOf,
} from '../core/recipe/augmentation';
import { currentRecipe, setRecipeField } from './recipe';

export function choosePipeline(id: PipelineId): void {
  setRecipeField('augmentation', pipeline(id));
}

/** The list with one more transform, inserted at its usual place. */
function withTransform(augmentation: Augmentation, kind: TransformKind): Augmentation {
  const rank = (one: TransformKind) => TRANSFORM_KINDS.indexOf(one);
  const at = augmentation.findIndex((transform) => rank(transform.kind) > rank(kind));
  return augmentation.toSpliced(at < 0 ? augmentation.length : at, 0, defaultTransform(kind));
}

/** Switches all transforms of a kind on or off. */
export function switchTransform(kind: TransformKind, on: boolean): void {
  const { augmentation } = currentRecipe();
  const without = augmentation.filter((transform) => transform.kind !== kind);
  setRecipeField('augmentation', on ? withTransform(without, kind) : without);
}

/** Changes the settings of the first transform of a kind. */
export function changeTransform<K extends TransformKind>(kind: K, change: Partial<TransformOf<K>>): void {
  const { augmentation } = currentRecipe();
  const at = augmentation.findIndex((transform) => transform.kind === kind);
  const transform = augmentation.at(at);
  if (at < 0 || !transform) return;
  setRecipeField('augmentation', augmentation.with(at, { ...transform, ...change }));
}

export function chooseMixing(kind: 'none' | 'mixup' | 'cutmix'): void {
  setRecipeField('mixing', mixingSchema.parse(kind === 'none' ? null : { kind }));
}

export function changeMixing(mixing: NonNullable<Mixing>, alpha: number): void {
  setRecipeField('mixing', { ...mixing, alpha });
}
