/**
 * The operations with our WebGPU kernels in their place: batch norm in training in six dispatches, its moving averages
 * moved in place. Convolutions are tfjs's, whose gradients `installKernels` replaces.
 */
import { batchNormTraining } from '../kernels/webgpu/batch-norm';
import type { NetworkOps } from './ops';
import { plainOps } from './plain-ops';

export const webgpuOps: NetworkOps = {
  ...plainOps,

  normTraining(x, gamma, beta, residual, { epsilon, momentum, moving, activation }) {
    const common = { epsilon, momentum, moving };
    if (activation === 'linear' || activation === 'relu' || activation === 'relu6') {
      const fused = activation === 'linear' ? 'none' : activation;
      return batchNormTraining(x, gamma, beta, residual, { ...common, activation: fused });
    }
    const y = batchNormTraining(x, gamma, beta, residual, { ...common, activation: 'none' });
    return plainOps.activate(y, activation);
  },
};
