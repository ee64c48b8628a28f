/** Half a cosine from 1 to `final` (Loshchilov & Hutter 2017, equation 5; PyTorch's `CosineAnnealingLR`). */
export function cosine(step: number, steps: number, final: number): number {
  return final + ((1 - final) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;
}
