/** The optimizer that a recipe asks for, on the backend of now. */
import type { OptimizerSettings } from '../../core/recipe/optimisation';
import { WebGPUOptimizer } from './webgpu-optimizer';
import { usesKernel } from '../kernels/webgpu/switches';
import { adamRule } from './adam';
import type { Optimizer, OptimizerOptions, RecordableOptimizer } from './optimizer';
import { PerVariableOptimizer } from './per-variable';
import { rmsPropRule } from './rmsprop';
import { sgdRule } from './sgd';
import type { UpdateRule } from './update-rule';

/** The arithmetic of an optimizer. */
export function ruleOf(settings: OptimizerSettings): UpdateRule {
  switch (settings.kind) {
    case 'sgd':
      return sgdRule(settings);
    case 'rmsprop':
      return rmsPropRule(settings);
    default:
      return adamRule(settings);
  }
}

/** On WebGPU one that moves several variables a dispatch, else one that takes them in turn. */
export function createOptimizer(settings: OptimizerSettings, options: OptimizerOptions = {}): Optimizer {
  return usesKernel('optimizer')
    ? createRecordableOptimizer(settings, options)
    : new PerVariableOptimizer(ruleOf(settings), settings.learningRate, options);
}

/** For WebGPU alone, whose steps can be recorded. */
export function createRecordableOptimizer(
  settings: OptimizerSettings,
  options: OptimizerOptions = {},
): RecordableOptimizer {
  return new WebGPUOptimizer(ruleOf(settings), settings.learningRate, options);
}
