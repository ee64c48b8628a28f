/** Stands for npm `webgpu` in the bundle: loads Dawn's binary from beside the script. */
import { createRequire } from 'node:module';

const dawn = createRequire(import.meta.url)('./dawn.node') as {
  create: (options: string[]) => GPU;
  globals: Record<string, unknown>;
};

export const { create, globals } = dawn;
