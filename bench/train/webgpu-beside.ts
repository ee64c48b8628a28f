/** Replaces npm's `webgpu` in the bundle: loads Dawn's binary from the script's folder. */
import { createRequire } from 'node:module';

const dawn = createRequire(import.meta.url)('./dawn.node') as {
  create: (options: string[]) => GPU;
  globals: Record<string, unknown>;
};

export const { create, globals } = dawn;
