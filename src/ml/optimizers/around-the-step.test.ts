/** Clipping, accumulation and averaging. Expected numbers: PyTorch, by `scripts/reference/optimizers.py`. */
import {
  dispose,
  fill,
  keep,
  memory,
  tensor,
  tidy,
  variable,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/optimizers.json';
import type { BackendName } from '../../core/run/run';
import { internals } from '../kernels/webgpu/internals';
import { recordStep, writeTensor } from '../kernels/webgpu/step-graph';
import { switchOff, type OwnKernel } from '../kernels/webgpu/switches';
import { installDawn } from '../testing/dawn';
import { draw } from '../testing/draw-case';
import { startBackend } from '../testing/start-webgpu';
import { clipScale } from './clip-norm';
import { createOptimizer, createRecordableOptimizer } from './create-optimizer';
import { GradientSum } from './gradient-sum';
import { WeightAverage } from './weight-average';

// a process can have only one WebGPU: here the software adapter
installDawn('software');
const backends = [
  { name: 'cpu', backend: 'cpu', without: [] },
  { name: 'wasm', backend: 'wasm', without: [] },
  { name: 'webgpu', backend: 'webgpu', without: [] },
  { name: 'webgpu without our kernels for it', backend: 'webgpu', without: ['multi-tensor-ops'] },
] as const satisfies { name: string; backend: BackendName; without: OwnKernel[] }[];

type Values = Record<string, number[]>;
const shapes: Record<string, number[]> = reference.shapes;
const start: Values = reference.start;
const steps: Values[] = reference.gradients;
const names = Object.keys(shapes);
const plainSgd = (learningRate: number) =>
  ({ kind: 'sgd', learningRate, momentum: 0, nesterov: false, weightDecay: 0 }) as const;

const tensors = (values: Values) =>
  new Map(names.map((name): [string, Tensor] => [name, tensor(values[name], shapes[name])]));
const variables = () =>
  new Map(
    names.map((name): [string, Variable] => [name, tidy(() => variable(tensor(start[name], shapes[name])))]),
  );

async function expectValues(found: ReadonlyMap<string, Tensor>, expected: Values): Promise<void> {
  for (const [name, values] of Object.entries(expected)) {
    const own = await found.get(name)?.data<'float32'>();
    const far = values.filter(
      (value, i) => !(Math.abs((own?.[i] ?? NaN) - value) < 1e-5 * Math.max(1, Math.abs(value))),
    );
    expect({ name, far }).toEqual({ name, far: [] });
  }
}

let before: number;
beforeEach(() => {
  before = memory().numTensors;
});
afterEach(() => {
  if (memory().numTensors !== before) throw new Error(`${memory().numTensors - before} tensors are left.`);
});

describe.each(backends)('on $name', ({ backend, without }) => {
  let restore = () => {};
  beforeAll(async () => {
    await startBackend(backend);
    restore = switchOff(without);
  });
  afterAll(() => restore());

  it.each(reference.clipped)(
    "clips to PyTorch's norm of at most $most",
    async ({ most, norm, gradients }) => {
      const given = tensors(steps[0]);
      const scale = clipScale(given, most);
      expect((await scale.data())[1]).toBeCloseTo(norm, 3);
      // a step of size 1 from zero is the gradient itself
      const moved = new Map(
        [...given].map(([name, one]) => [name, tidy(() => variable(fill(one.shape, 0)))]),
      );
      const descent = createOptimizer(plainSgd(1));
      descent.apply(moved, given, scale);
      const opposite = Object.fromEntries(
        Object.entries<number[]>(gradients).map(([name, g]) => [name, g.map((v) => -v)]),
      );
      await expectValues(moved, opposite);
      descent.dispose();
      dispose([...given.values(), ...moved.values(), scale]);
    },
  );

  it.each([NaN, Infinity])('has scale 0 for a gradient of %f', async (value) => {
    const broken = new Map([
      ['a', tensor([1, 2])],
      ['b', tensor([1, value, 3])],
    ]);
    const scale = clipScale(broken, 1);
    expect((await scale.data())[0]).toBe(0);
    dispose([...broken.values(), scale]);
  });

  it('computes the norm of a large tensor', async () => {
    const values = draw([300, 700], 'large');
    const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    const large = tensor(values, [300, 700]);
    const scale = clipScale(new Map([['large', large]]), 1);
    const [factor, found] = await scale.data();
    expect(Math.abs(found / norm - 1)).toBeLessThan(1e-5);
    expect(Math.abs(factor * norm - 1)).toBeLessThan(1e-5);
    dispose([large, scale]);
  });

  it('accumulates the mean of several batches', async () => {
    const gathered = new GradientSum();
    for (let round = 0; round < 2; round++) {
      for (const gradients of steps.slice(0, 3)) {
        const given = tensors(gradients);
        gathered.add(given, 1 / 3);
        dispose([...given.values()]);
      }
      const mean = Object.fromEntries(
        names.map((name) => [
          name,
          start[name].map((_, i) => (steps[0][name][i] + steps[1][name][i] + steps[2][name][i]) / 3),
        ]),
      );
      await expectValues(gathered.gradients, mean);
      gathered.clear();
    }
    gathered.dispose();
  });

  it.each(reference.averaged)(
    "averages the weights as PyTorch's AveragedModel with decay $decay",
    async ({ decay, rate, values }) => {
      const name = 'two/kernel';
      const moved = new Map([[name, tidy(() => variable(tensor(start[name], shapes[name])))]]);
      const average = new WeightAverage({ decay, warmUp: false });
      average.prepare(moved);
      const descent = createOptimizer(plainSgd(rate));
      for (const [step, gradients] of steps.entries()) {
        const given = new Map([[name, tensor(gradients[name], shapes[name])]]);
        descent.apply(moved, given);
        average.update(moved);
        dispose([...given.values()]);
        if (step !== 1 && step !== steps.length - 1) continue;
        const plain = await moved.get(name)?.data<'float32'>();
        const held = Array.from(plain ?? []);
        await average.during(moved, () => expectValues(moved, { [name]: values[step === 1 ? 0 : 1] }));
        await expectValues(moved, { [name]: held });
      }
      average.dispose();
      descent.dispose();
      dispose([...moved.values()]);
    },
  );

  it('increases the decay at first, and continues from a saved state', async () => {
    const one = tidy(() => variable(tensor([0])));
    const moved = new Map([['one', one]]);
    let average = new WeightAverage({ decay: 0.25 });
    average.prepare(moved);
    const assign = (value: number) => tidy(() => one.assign(tensor([value])));
    assign(1);
    average.update(moved); // decay 2 / 11
    const state = await average.state();
    average.dispose();
    average = new WeightAverage({ decay: 0.25 });
    average.load(state, moved);
    assign(2);
    average.update(moved); // decay 3 / 12 = 0.25
    assign(3);
    average.update(moved); // 4 / 13 is above 0.25
    const first = 1 * (9 / 11);
    const second = 0.25 * first + 0.75 * 2;
    await average.during(moved, async () => {
      expect((await one.data())[0]).toBeCloseTo(0.25 * second + 0.75 * 3, 5);
    });
    expect((await one.data())[0]).toBe(3);
    average.dispose();
    one.dispose();
  });
});

describe('a recorded step with all of it', () => {
  beforeAll(() => startBackend('webgpu'));

  it('replays as it runs one by one', async () => {
    const settings = {
      kind: 'adamw',
      learningRate: 0.01,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      weightDecay: 0.1,
    } as const;
    const make = () => {
      const moved = variables();
      const optimizer = createRecordableOptimizer(settings);
      const average = new WeightAverage({ decay: 0.9 });
      average.prepare(moved);
      const gathered = new GradientSum();
      optimizer.prepare(moved);
      gathered.prepare(moved);
      const given = tensors(steps[0]);
      for (const one of given.values()) keep(one);
      return { moved, optimizer, average, gathered, given };
    };
    type Made = ReturnType<typeof make>;
    const gather = ({ gathered, given }: Made) => gathered.add(given, 0.5);
    const move = ({ gathered, moved, optimizer, average }: Made) => {
      const scale = clipScale(gathered.gradients, 5);
      optimizer.apply(moved, gathered.gradients, scale);
      average.update(moved);
      gathered.clear();
      scale.dispose();
    };
    const gpu = internals();
    const write = ({ given }: Made, values: Values) => {
      for (const [name, one] of given) writeTensor(gpu, one, Float32Array.from(values[name]));
    };
    const finish = async (made: Made) => {
      const read = () =>
        Promise.all(
          names.map(async (name) => Array.from((await made.moved.get(name)?.data<'float32'>()) ?? [])),
        );
      const values = [...(await made.average.during(made.moved, read)), ...(await read())];
      made.optimizer.dispose();
      made.average.dispose();
      made.gathered.dispose();
      dispose([...made.moved.values(), ...made.given.values()]);
      return values;
    };

    const plain = make();
    for (const [batch, gradients] of steps.slice(0, 6).entries()) {
      write(plain, gradients);
      gather(plain);
      if (batch % 2 === 1) move(plain);
    }
    const expected = await finish(plain);

    const recorded = make();
    write(recorded, steps[0]);
    const gathering = recordStep(gpu, () => {
      gather(recorded);
      return {};
    }).graph;
    write(recorded, steps[1]);
    gathering.play();
    const moving = recordStep(gpu, () => {
      move(recorded);
      return {};
    }).graph;
    for (const [batch, gradients] of steps.slice(2, 6).entries()) {
      write(recorded, gradients);
      gathering.play();
      if (batch % 2 === 0) continue;
      recorded.optimizer.advance();
      recorded.average.advance();
      moving.play();
    }
    const found = await finish(recorded);
    expect(found).toEqual(expected);
    gathering.dispose();
    moving.dispose();
  });
});
