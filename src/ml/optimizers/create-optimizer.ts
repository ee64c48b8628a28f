/** Creates the optimizer that a recipe specifies, on the current backend. */
import type {
  OptimizerId,
  OptimizerSettings,
  OptimizerSettingsById,
} from '../../core/optimisation/optimizers';
import { WebGPUOptimizer } from './webgpu-optimizer';
import { usesKernel } from '../kernels/webgpu/switches';
import { adamRule } from './adam';
import type { Optimizer, OptimizerOptions, RecordableOptimizer } from './optimizer';
import { PerVariableOptimizer } from './per-variable';
import { rmsPropRule } from './rmsprop';
import { sgdRule } from './sgd';
import type { UpdateRule } from './update-rule';

/** The counterpart of `core/optimisation/optimizers.ts`: an optimizer without an update rule does not compile. */
const RULES: { [Id in OptimizerId]: (settings: OptimizerSettingsById[Id]) => UpdateRule } = {
  adam: adamRule,
  adamw: adamRule,
  sgd: sgdRule,
  rmsprop: rmsPropRule,
};

/** The update rule of an optimizer. */
export function ruleOf(settings: OptimizerSettings): UpdateRule {
  const rule = <Id extends OptimizerId>(id: Id, own: OptimizerSettingsById[Id]) => RULES[id](own);
  return rule(settings.kind, settings);
}

/** On WebGPU, an optimizer that updates several variables per dispatch; elsewhere one that updates them one by one. */
export function createOptimizer(settings: OptimizerSettings, options: OptimizerOptions = {}): Optimizer {
  return usesKernel('optimizer')
    ? createRecordableOptimizer(settings, options)
    : new PerVariableOptimizer(ruleOf(settings), settings.learningRate, options);
}

/** Only for WebGPU, where steps can be recorded. */
export function createRecordableOptimizer(
  settings: OptimizerSettings,
  options: OptimizerOptions = {},
): RecordableOptimizer {
  return new WebGPUOptimizer(ruleOf(settings), settings.learningRate, options);
}
