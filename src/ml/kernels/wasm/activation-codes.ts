/** Activations that our kernels apply on the way, by the numbers of `assembly/simd.ts`. */
import type { FusedActivation } from '../webgpu/fused-activation';

export const ACTIVATION_CODES: Record<FusedActivation, number> = { linear: 0, relu: 1, relu6: 2 };
