/** Expected numbers: `torch.optim`, by `scripts/reference/optimizers.py`; for Adam also by `head.py`. */
import {
  dispose,
  memory,
  mul,
  tensor,
  tidy,
  variable,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scheduleSchema } from '../../core/optimisation/schedules';
import type { OptimizerSettings } from '../../core/optimisation/optimizers';
import reference from '../../../scripts/reference/optimizers.json';
import { internals } from '../kernels/webgpu/internals';
import { groupsOf } from './webgpu-optimizer';
import { recordStep, writeTensor } from '../kernels/webgpu/step-graph';
import { installDawn } from '../testing/dawn';
import { relativeError } from '../testing/reference-conv';
import { startBackend } from '../testing/start-webgpu';
import headReference from '../training/reference.json';
import { scheduledOptimizer, scheduleFactor, scheduleMomentum } from '../schedules/schedule';
import { createOptimizer, createRecordableOptimizer } from './create-optimizer';
import type { Optimizer } from './optimizer';

// a process can have only one WebGPU: here the software adapter
installDawn('software');
const backends = ['cpu', 'wasm', 'webgpu'] as const;

type Values = Record<string, number[]>;
const shapes: Record<string, number[]> = reference.shapes;
const rates: Record<string, number> = reference.rateOf;
const options = { rateOf: (name: string) => rates[name.split('/')[0]] };
const trajectories = reference.trajectories as unknown as { settings: OptimizerSettings; values: Values[] }[];
const skipping = reference.skipping as unknown as {
  settings: OptimizerSettings;
  skipped: number[];
  values: Values;
}[];
const cycled = reference.cycled as unknown as { settings: OptimizerSettings; values: Values }[];
const start: Values = reference.start;
const steps: Values[] = reference.gradients;
const names = Object.keys(shapes);
/** Around the widths of vectors, threads and workgroups, and more than WASM gives to one thread. */
const SIZES = [
  ...Array.from({ length: 20 }, (_, i) => i + 1),
  ...[31, 33, 63, 65, 127].flatMap((size) => [size, 4 * size]),
  ...[1, 2, 4].flatMap((blocks) => [-1, 0, 1].map((more) => 256 * blocks + more)),
  4099,
  20_001,
];

const tensors = (values: Values) =>
  new Map(names.map((name): [string, Tensor] => [name, tensor(values[name], shapes[name])]));
const variables = () =>
  new Map(
    names.map((name): [string, Variable] => [name, tidy(() => variable(tensor(start[name], shapes[name])))]),
  );

/** The given tensors times a number; disposes of the given ones. */
function times(given: ReadonlyMap<string, Tensor>, factor: number): Map<string, Tensor> {
  return new Map(
    [...given].map(([name, one]): [string, Tensor] => {
      const product = mul(one, factor);
      one.dispose();
      return [name, product];
    }),
  );
}

async function expectValues(found: ReadonlyMap<string, Tensor>, expected: Values): Promise<void> {
  for (const name of names) {
    const values = await found.get(name)?.data<'float32'>();
    const errors = expected[name].map(
      (value, i) => Math.abs((values?.[i] ?? NaN) - value) / Math.max(1, Math.abs(value)),
    );
    expect({ name, far: errors.filter((error) => !(error < 1e-5)) }).toEqual({ name, far: [] });
  }
}

const ONE_CYCLE = scheduleSchema.parse({ kind: 'one-cycle' });

/** What a training loop does before each step. */
function cycle(optimizer: Optimizer, { learningRate }: OptimizerSettings, step: number): void {
  const moment = { step, stepsPerEpoch: steps.length, epochs: 1, history: [] };
  optimizer.learningRate = learningRate * scheduleFactor(ONE_CYCLE, moment);
  optimizer.momentum = scheduleMomentum(ONE_CYCLE, moment) ?? NaN;
}

let before: number;
beforeEach(() => {
  before = memory().numTensors;
});
afterEach(() => {
  if (memory().numTensors !== before) throw new Error(`${memory().numTensors - before} tensors are left.`);
});

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(trajectories)("takes PyTorch's steps: $settings", async ({ settings, values }) => {
    const optimizer = createOptimizer(settings, options);
    const moved = variables();
    for (const [step, gradients] of steps.entries()) {
      if (step === 4) optimizer.learningRate /= 2;
      const given = tensors(gradients);
      optimizer.apply(moved, given);
      dispose([...given.values()]);
      if (step === 1) await expectValues(moved, values[0]);
    }
    await expectValues(moved, values[1]);
    optimizer.dispose();
    dispose([...moved.values()]);
  });

  // repeats the reference's numbers, since the position of an element does not matter
  it.each(trajectories)("takes PyTorch's steps at forty sizes at once: $settings", async (one) => {
    const { settings, values } = one;
    const optimizer = createOptimizer(settings, options);
    const tile = (given: number[], size: number) =>
      Float32Array.from({ length: size }, (_, i) => given[i % given.length]);
    const named = SIZES.map((size) => ({ name: `two/${size}/kernel`, size }));
    const moved = new Map(
      named.map(({ name, size }): [string, Variable] => [
        name,
        tidy(() => variable(tensor(tile(start['two/kernel'], size)))),
      ]),
    );
    for (const gradients of steps.slice(0, 2)) {
      const given = new Map(
        named.map(({ name, size }): [string, Tensor] => [name, tensor(tile(gradients['two/kernel'], size))]),
      );
      optimizer.apply(moved, given);
      dispose([...given.values()]);
    }
    for (const { name, size } of named) {
      const expected = tile(values[0]['two/kernel'], size);
      const found = await moved.get(name)?.data<'float32'>();
      expect({ name, error: relativeError(found ?? [], expected) < 1e-5 }).toEqual({ name, error: true });
    }
    optimizer.dispose();
    dispose([...moved.values()]);
  });

  it.each(trajectories)('continues from a saved state: $settings', async ({ settings, values }) => {
    let optimizer = createOptimizer(settings, options);
    const moved = variables();
    for (const [step, gradients] of steps.entries()) {
      if (step === 3) {
        const state = await optimizer.state();
        optimizer.dispose();
        optimizer = createOptimizer(settings, options);
        optimizer.load(state);
      }
      if (step === 4) optimizer.learningRate /= 2;
      const given = tensors(gradients);
      optimizer.apply(moved, given);
      dispose([...given.values()]);
    }
    await expectValues(moved, values[1]);
    optimizer.dispose();
    dispose([...moved.values()]);
  });

  it('is not affected by variables that come, go and change their order', async () => {
    const [{ start, gradients, values, settings }] = headReference.adam;
    const optimizer = createOptimizer({ kind: 'adam', ...settings });
    const followed = tidy(() => variable(tensor(start, [2, 3])));
    const other = tidy(() => variable(tensor([1, 2])));
    const otherGradient = tensor([0.5, -0.5]);
    const both = new Map([
      ['other', other],
      ['w', followed],
    ]);
    for (const [step, gradient] of gradients.entries()) {
      const given = tensor(gradient, [2, 3]);
      // the other one trains every second step only, and comes before or after
      const pair = new Map([
        ['w', given],
        ['other', otherGradient],
      ]);
      optimizer.apply(both, step % 2 === 0 ? pair : new Map([['w', given]]));
      given.dispose();
    }
    const last = values[values.length - 1];
    for (const [i, value] of (await followed.data()).entries()) expect(value).toBeCloseTo(last[i], 5);
    dispose([followed, other, otherGradient]);
    optimizer.dispose();
  });

  it.each(skipping)(
    "takes gradients times a scale, and skips steps as PyTorch's GradScaler does: $settings, $skipped",
    async ({ settings, skipped, values }) => {
      let optimizer = createOptimizer(settings, options);
      const moved = variables();
      const half = tensor([0.5]);
      const none = tensor([0]);
      for (const [step, gradients] of steps.entries()) {
        if (step === 4) optimizer.learningRate /= 2;
        const skips = skipped.includes(step);
        const given = times(tensors(gradients), skips ? Infinity : 2);
        optimizer.apply(moved, given, skips ? none : half);
        dispose([...given.values()]);
        if (step !== 5) continue;
        // skipped steps are not part of a saved state
        const state = await optimizer.state();
        expect(state.get('one/bias|step')?.[0]).toBe(step + 1 - skipped.length);
        const { learningRate } = optimizer;
        optimizer.dispose();
        optimizer = createOptimizer({ ...settings, learningRate }, options);
        optimizer.load(state);
      }
      await expectValues(moved, values);
      optimizer.dispose();
      dispose([...moved.values(), half, none]);
    },
  );

  it.each(cycled)("takes the steps of PyTorch's one cycle: $settings", async ({ settings, values }) => {
    const optimizer = createOptimizer(scheduledOptimizer(settings, ONE_CYCLE), options);
    const moved = variables();
    for (const [step, gradients] of steps.entries()) {
      cycle(optimizer, settings, step);
      const given = tensors(gradients);
      optimizer.apply(moved, given);
      dispose([...given.values()]);
    }
    await expectValues(moved, values);
    optimizer.dispose();
    dispose([...moved.values()]);
  });

  it('continues without a scale after steps with one', async () => {
    const { settings, skipped, values } = skipping[0];
    const optimizer = createOptimizer(settings, options);
    const moved = variables();
    const none = tensor([0]);
    for (const [step, gradients] of steps.entries()) {
      if (step === 4) optimizer.learningRate /= 2;
      const given = tensors(gradients);
      optimizer.apply(moved, given, skipped.includes(step) ? none : undefined);
      dispose([...given.values()]);
    }
    await expectValues(moved, values);
    optimizer.dispose();
    dispose([...moved.values(), none]);
  });

  it('counts skipped steps only for the variables of that step', async () => {
    const { settings, skipped, values } = skipping[1];
    const optimizer = createOptimizer(settings, options);
    const moved = variables();
    const [none, one] = [tensor([0]), tensor([1])];
    const first = new Map([...moved].filter(([name]) => name.startsWith('one')));
    // one layer takes its steps, then the other
    for (const begin of ['one', 'two']) {
      optimizer.learningRate = settings.learningRate;
      for (const [step, gradients] of steps.entries()) {
        if (step === 4) optimizer.learningRate /= 2;
        const given = tensors(gradients);
        const own = new Map([...given].filter(([name]) => name.startsWith(begin)));
        optimizer.apply(begin === 'one' ? first : moved, own, skipped.includes(step) ? none : one);
        dispose([...given.values()]);
      }
    }
    await expectValues(moved, values);
    optimizer.dispose();
    dispose([...moved.values(), none, one]);
  });

  it('rejects a gradient without a variable, and a state of another size', () => {
    const optimizer = createOptimizer(trajectories[0].settings);
    const gradient = tensor([1]);
    expect(() => optimizer.apply(new Map(), new Map([['x', gradient]]))).toThrow(/"x"/);
    optimizer.load(new Map([['x|first', new Float32Array(2)]]));
    const one = tidy(() => variable(tensor([1])));
    expect(() => optimizer.apply(new Map([['x', one]]), new Map([['x', gradient]]))).toThrow(/"x"/);
    dispose([gradient, one]);
    optimizer.dispose();
  });
});

it('groups as many variables as a dispatch and a buffer can take', () => {
  const together = (sizes: number[]) => groupsOf(sizes, (size) => size, 3, 10);
  expect(together([1, 2, 3, 4, 5])).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(together([9, 1, 1, 50, 2, 9, 1])).toEqual([[9, 1], [1], [50], [2], [9, 1]]);
  expect(together([])).toEqual([]);
});

describe('a recorded step', () => {
  beforeAll(() => startBackend('webgpu'));

  it.each([trajectories[2], trajectories[5]])(
    'replays as it would run: $settings',
    async ({ settings, values }) => {
      const optimizer = createRecordableOptimizer(settings, options);
      const moved = variables();
      const given = tensors(steps[0]);
      const gpu = internals();
      optimizer.prepare(moved);
      const { graph } = recordStep(gpu, () => {
        optimizer.apply(moved, given);
        return {};
      });
      // 5 variables, 3 per dispatch with the 8 bindings that every device has
      expect(graph.dispatches).toBeLessThanOrEqual(2);
      for (const [step, gradients] of steps.entries()) {
        if (step === 0) continue;
        if (step === 4) optimizer.learningRate /= 2;
        for (const [name, one] of given) writeTensor(gpu, one, Float32Array.from(gradients[name]));
        optimizer.advance();
        graph.play();
        if (step === 1) await expectValues(moved, values[0]);
      }
      await expectValues(moved, values[1]);
      graph.dispose();
      optimizer.dispose();
      dispose([...moved.values(), ...given.values()]);
    },
  );

  it.each([cycled[0], cycled[2]])('cycles its momentum as it would run: $settings', async (one) => {
    const { settings, values } = one;
    const optimizer = createRecordableOptimizer(scheduledOptimizer(settings, ONE_CYCLE), options);
    const moved = variables();
    const given = tensors(steps[0]);
    const gpu = internals();
    optimizer.prepare(moved);
    cycle(optimizer, settings, 0);
    const { graph } = recordStep(gpu, () => {
      optimizer.apply(moved, given);
      return {};
    });
    for (let step = 1; step < steps.length; step++) {
      cycle(optimizer, settings, step);
      for (const [name, one] of given) writeTensor(gpu, one, Float32Array.from(steps[step][name]));
      optimizer.advance();
      graph.play();
    }
    await expectValues(moved, values);
    graph.dispose();
    optimizer.dispose();
    dispose([...moved.values(), ...given.values()]);
  });

  it.each(skipping)('skips steps as it would run: $settings, $skipped', async (one) => {
    const { settings, skipped, values } = one;
    const optimizer = createRecordableOptimizer(settings, options);
    const moved = variables();
    const given = tensors(steps[0]);
    const scale = tensor([1]);
    const gpu = internals();
    gpu.uploadToGPU(scale.dataId);
    optimizer.prepare(moved);
    const write = (step: number) => {
      const skips = skipped.includes(step);
      writeTensor(gpu, scale, Float32Array.of(skips ? 0 : 1));
      for (const [name, one] of given)
        writeTensor(
          gpu,
          one,
          Float32Array.from(steps[step][name], (g) => (skips ? NaN : g)),
        );
    };
    write(0);
    const { graph } = recordStep(gpu, () => {
      optimizer.apply(moved, given, scale);
      return {};
    });
    for (let step = 1; step < steps.length; step++) {
      if (step === 4) optimizer.learningRate /= 2;
      write(step);
      optimizer.advance();
      graph.play();
    }
    await expectValues(moved, values);
    expect((await optimizer.state()).get('two/bias|step')?.[0]).toBe(steps.length - skipped.length);
    graph.dispose();
    optimizer.dispose();
    dispose([...moved.values(), ...given.values(), scale]);
  });
});
