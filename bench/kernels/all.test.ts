/** Everything that can be switched on has a row, and every file of kernels has a bench. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { REPLACEABLE } from '../../src/ml/kernels/webgpu/install';
import { OWN_KERNELS } from '../../src/ml/kernels/webgpu/switches';
import { plainOps } from '../../src/ml/layers/plain-ops';
import { webgpuOps } from '../../src/ml/layers/webgpu-ops';
import { KERNEL_BENCHES } from './all';
import type { KernelSwitch } from './kernel-bench';

/** Helpers of kernels, and tools for whole steps. */
const NO_KERNELS = [
  'add-parts',
  'channel-sums',
  'compile-ahead',
  'conv-operands',
  'elementwise',
  'fused-activation',
  'gemm',
  'half',
  'install',
  'internals',
  'multi-tensor',
  'run-kernel',
  'step-graph',
  'switches',
  'wgsl',
];
/** Operations for which mixed precision has its own kernels; the others are those of float32. */
const MIXED = ['convolution', 'depthwise', 'normTraining'] as const;

const ML = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../src/ml');
/** Kernels, including the one that is in the optimizers' folder because it needs their rules. */
const KERNEL_FILES = [
  ...readdirSync(path.join(ML, 'kernels/webgpu')),
  ...readdirSync(path.join(ML, 'optimizers')).filter((file) => file.startsWith('webgpu-')),
];

it('has a bench for every file of kernels', () => {
  const files = KERNEL_FILES.filter((file) => !file.endsWith('.test.ts')).map((file) =>
    path.basename(file, '.ts'),
  );
  const benches = KERNEL_BENCHES.map(({ file }) => file);
  expect([...benches, ...NO_KERNELS].toSorted()).toEqual(files.toSorted());
});

it('has a row for every switch', () => {
  const operations = (Object.keys(plainOps) as (keyof typeof plainOps)[]).filter(
    (name) => webgpuOps[name] !== plainOps[name],
  );
  const switches: KernelSwitch[] = [
    ...REPLACEABLE.map((replaces) => ({ replaces })),
    ...operations.map((operation) => ({ operation })),
    ...OWN_KERNELS.map((own) => ({ own })),
    ...MIXED.map((mixed) => ({ mixed })),
  ];
  const rows = KERNEL_BENCHES.flatMap((bench) => bench.rows).map(({ off }) => JSON.stringify(off));
  expect([...new Set(rows)].toSorted()).toEqual(switches.map((one) => JSON.stringify(one)).toSorted());
});

it('names each row once', () => {
  const names = KERNEL_BENCHES.flatMap(({ file, rows }) =>
    rows.map(({ what, layer }) => `${file}: ${what}, ${layer}`),
  );
  expect(names).toHaveLength(new Set(names).size);
});
