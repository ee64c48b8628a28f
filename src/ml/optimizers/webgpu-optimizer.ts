/**
 * In-place optimizers on WebGPU, several variables per dispatch. The state of all variables of a dispatch is in one tensor
 * (an arena), so that each variable takes only two bindings: itself and its gradient. What changes from step to step
 * (learning rate, bias corrections) is a small tensor written before the step, so that the step can be recorded.
 *
 * Only the device knows whether a scaled step is skipped. It counts skipped steps, and if there were any, it corrects the
 * numbers, which the CPU computes as if no step had been skipped.
 */
import * as tf from '@tensorflow/tfjs-core';
import { fill } from '@tensorflow/tfjs-core';
import type {
  NamedTensors,
  NamedVariables,
  OptimizerOptions,
  OptimizerState,
  RecordableOptimizer,
} from './optimizer';
import { countsIn, savedSlot, stateKey, stepEntries, StepCounts } from './optimizer-state';
import { ROW, type UpdateRule } from './update-rule';
import { internals, type WebGPUInternals } from '../kernels/webgpu/internals';
import { membersADispatch, runMultiTensor, type Member } from '../kernels/webgpu/multi-tensor';
import { packParams, runKernel } from '../kernels/webgpu/run-kernel';
import { writeTensor } from '../kernels/webgpu/step-graph';

/** The state of the variables of one dispatch: `[slots, elements]`, one variable after the other. */
interface Arena {
  tensor: tf.Tensor | null;
  /** Total number of elements of its variables. */
  elements: number;
}

/** Index in a row of its step count; 0 for a variable without a gradient. */
const STEPS = ROW - 1;

/** Groups neighbours: at most `count` per group, and at most `size` in total unless a single one is larger. */
export function groupsOf<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  count: number,
  size: number,
): T[][] {
  const groups: T[][] = [];
  let left = 0;
  for (const item of items) {
    const last = groups.at(-1);
    const fits = last && last.length < count && sizeOf(item) <= left;
    if (fits) last.push(item);
    else groups.push([item]);
    left = (fits ? left : size) - sizeOf(item);
  }
  return groups;
}

interface Place {
  arena: Arena;
  /** First element within a slot. */
  offset: number;
  size: number;
  /** Index of its row of numbers. */
  row: number;
}

export class WebGPUOptimizer implements RecordableOptimizer {
  private readonly gpu: WebGPUInternals = internals();
  private readonly counts: StepCounts;
  private readonly places = new Map<string, Place>();
  /** Row 0 starts with the scale of the gradients; the others belong to the variables. */
  private rows: Float32Array<ArrayBuffer> = new Float32Array(ROW);
  private numbers: tf.Tensor | null = null;
  /** For each row, the number of steps skipped because of a scale of 0. */
  private skipped: tf.Tensor | null = null;
  /** Whether steps have been scaled: otherwise none can have been skipped. */
  private scaled = false;
  private loaded = new Map<string, Float32Array>();
  private moved: string[] = [];
  momentum: number;

  constructor(
    private readonly rule: UpdateRule,
    public learningRate: number,
    options: OptimizerOptions = {},
  ) {
    this.counts = new StepCounts(rule, options);
    this.momentum = rule.momentum;
  }

  apply(variables: NamedVariables, gradients: NamedTensors, scale?: tf.Tensor): void {
    const moving = new Map<string, tf.Variable>();
    for (const name of gradients.keys()) {
      const variable = variables.get(name);
      if (!variable) throw new Error(`The gradient "${name}" has no variable.`);
      moving.set(name, variable);
    }
    this.prepare(moving);
    this.moved = [...moving.keys()];
    const numbers = this.advance();
    if (scale || this.scaled) this.takeScale(scale, numbers);
    for (const [arena, names] of this.byArena(this.moved)) {
      const members = names.flatMap((name) => {
        const [variable, gradient] = [moving.get(name), gradients.get(name)];
        return variable && gradient ? [this.member(name, variable, gradient)] : [];
      });
      this.dispatch(arena, numbers, members);
    }
  }

  prepare(variables: NamedVariables): void {
    const fresh = [...variables].filter(([name]) => !this.places.has(name));
    const together = membersADispatch(this.gpu, this.rule.slots.length > 0 ? 2 : 1, 2);
    const most = this.gpu.device.limits.maxStorageBufferBindingSize / 4 / Math.max(1, this.rule.slots.length);
    for (const group of groupsOf(fresh, ([, { size }]) => size, together, most)) this.makeArena(group);
    const count = this.places.size + 1;
    if (this.rows.length === count * ROW && this.numbers) return;
    const rows = new Float32Array(count * ROW);
    rows.set(this.rows);
    this.rows = rows;
    this.numbers?.dispose();
    this.numbers = tf.keep(tf.tensor1d(rows.slice()));
    // a tensor uploaded while a step is recorded belongs to the recording
    this.gpu.uploadToGPU(this.numbers.dataId);
    this.skipped = grown(this.skipped, count);
  }

  advance(): tf.Tensor {
    if (!this.numbers) throw new Error('The optimizer has no variables yet.');
    this.rows[0] = 1;
    for (let at = STEPS; at < this.rows.length; at += ROW) this.rows[at] = 0;
    for (const name of this.moved) {
      const at = (this.places.get(name)?.row ?? 0) * ROW;
      this.rows.set(this.counts.next(name, this), at);
      this.rows[at + STEPS] = this.counts.get().get(name) ?? 0;
    }
    writeTensor(this.gpu, this.numbers, this.rows);
    return this.numbers;
  }

  async state(): Promise<OptimizerState> {
    const saved = stepEntries(await this.taken());
    for (const [key, values] of this.loaded) saved.set(key, new Float32Array(values));
    for (const [arena, names] of this.byArena(this.places.keys())) {
      if (!arena.tensor) continue;
      // one by one, since reading all at once would double the state on the CPU
      // eslint-disable-next-line no-await-in-loop
      const values = await arena.tensor.data<'float32'>();
      for (const name of names)
        for (const [slot, range] of this.ranges(name).entries())
          saved.set(stateKey(name, this.rule.slots[slot]), new Float32Array(values.subarray(...range)));
    }
    return saved;
  }

  load(state: ReadonlyMap<string, Float32Array>): void {
    this.dispose();
    this.counts.set(countsIn(state));
    const steps = stepEntries(this.counts.get());
    this.loaded = new Map([...state].filter(([key]) => !steps.has(key)));
  }

  dispose(): void {
    for (const arena of this.byArena(this.places.keys()).keys()) arena.tensor?.dispose();
    this.numbers?.dispose();
    this.numbers = null;
    this.skipped?.dispose();
    this.skipped = null;
    this.scaled = false;
    this.rows = new Float32Array(ROW);
    this.places.clear();
    this.loaded.clear();
    this.moved = [];
  }

  private makeArena(variables: readonly (readonly [string, tf.Variable])[]): void {
    const elements = variables.reduce((sum, [, { size }]) => sum + size, 0);
    const arena: Arena = { tensor: null, elements };
    let offset = 0;
    for (const [name, { size }] of variables) {
      this.places.set(name, { arena, offset, size, row: this.places.size + 1 });
      offset += size;
    }
    arena.tensor = this.firstState(variables, elements);
  }

  /** Zeros, or the loaded values. */
  private firstState(variables: readonly (readonly [string, tf.Variable])[], elements: number) {
    const { slots } = this.rule;
    if (slots.length === 0) return null;
    const loaded = variables.flatMap(([name, { size }]) =>
      slots.flatMap((slot, index) => {
        const values = savedSlot(this.loaded, name, slot, size);
        return values ? [{ key: stateKey(name, slot), values, at: this.ranges(name)[index][0] }] : [];
      }),
    );
    const shape: [number, number] = [slots.length, elements];
    if (loaded.length === 0) return tf.keep(fill(shape, 0));
    const values = new Float32Array(slots.length * elements);
    for (const { key, values: one, at } of loaded) {
      values.set(one, at);
      this.loaded.delete(key);
    }
    return tf.keep(tf.tensor2d(values, shape));
  }

  /** Where each slot of the variable is in its arena. */
  private ranges(name: string): [number, number][] {
    const place = this.places.get(name);
    if (!place) return [];
    return this.rule.slots.map((_, slot) => {
      const from = slot * place.arena.elements + place.offset;
      return [from, from + place.size];
    });
  }

  private byArena(names: Iterable<string>): Map<Arena, string[]> {
    const grouped = new Map<Arena, string[]>();
    for (const name of names) {
      const arena = this.places.get(name)?.arena;
      if (!arena) continue;
      const group = grouped.get(arena);
      if (group) group.push(name);
      else grouped.set(arena, [name]);
    }
    return grouped;
  }

  private member(name: string, variable: tf.Variable, gradient: tf.Tensor): Member {
    const place = this.places.get(name);
    return {
      size: variable.size,
      writes: [variable],
      reads: [gradient],
      words: [place?.offset ?? 0, (place?.row ?? 0) * ROW],
    };
  }

  /** Step counts by name, without skipped steps. */
  private async taken(): Promise<ReadonlyMap<string, number>> {
    const counts = this.counts.get();
    if (!this.skipped || !this.scaled) return counts;
    const skipped = await this.skipped.data<'float32'>();
    return new Map(
      [...counts].map(([name, count]) => [name, count - (skipped[this.places.get(name)?.row ?? 0] ?? 0)]),
    );
  }

  /** Writes the scale before the numbers and corrects them for skipped steps, on the device. */
  private takeScale(scale: tf.Tensor | undefined, numbers: tf.Tensor): void {
    if (!this.skipped) throw new Error('The optimizer has no variables yet.');
    this.scaled = true;
    const rows = this.places.size + 1;
    const { key, recount = '' } = this.rule;
    runKernel(this.gpu, {
      key: `optimizer-${scale ? 'scale' : 'recount'} ${recount === '' ? '' : key}`,
      code: () => scaleShader(recount, scale !== undefined),
      writes: [numbers, this.skipped],
      reads: scale ? [scale] : [],
      params: packParams([['u', rows]]),
      workgroups: [Math.ceil(rows / 64), 1, 1],
    });
  }

  private dispatch(arena: Arena, numbers: tf.Tensor, members: readonly Member[]): void {
    const slots = this.rule.slots.map((_, slot) => `s${slot}`);
    const at = (slot: number) => `slots[${slot}u * params.header.z + member.z + i]`;
    runMultiTensor(
      this.gpu,
      {
        key: `optimizer ${this.rule.key}`,
        shared: { writes: arena.tensor ? { slots: arena.tensor } : {}, reads: { numbers } },
        words: [arena.elements, 0],
        element: ([value], [gradient]) => `
      if (numbers[0] == 0.0) { break; }
      let row = member.w;
      let g = ${gradient}[i] * numbers[0];
      var w = ${value}[i];
      ${slots.map((name, slot) => `var ${name} = ${at(slot)};`).join('\n      ')}
      ${withNumbers(this.rule.wgsl)}
      ${value}[i] = w;
      ${slots.map((name, slot) => `${at(slot)} = ${name};`).join('\n      ')}`,
      },
      members,
    );
  }
}

/** A rule's WGSL, with `n(0u)` as the first number of the row. */
function withNumbers(wgsl: string): string {
  return wgsl.replace(/n\((\d)u\)/g, 'numbers[row + $1u]');
}

/** One counter per row on the device, starting with the old ones, which are disposed of. */
function grown(counters: tf.Tensor | null, rows: number): tf.Tensor {
  const more = counters
    ? tf.tidy(() => tf.keep(tf.concat([counters, fill([rows - counters.size], 0)])))
    : tf.keep(fill([rows], 0));
  counters?.dispose();
  return more;
}

/** One thread per row; the first one also takes the scale. */
function scaleShader(recount: string, scaled: boolean): string {
  const [read, params] = scaled
    ? ['@group(0) @binding(2) var<storage, read> scale : array<f32>;', 3]
    : ['', 2];
  return `
struct Params { rows : u32 }
@group(0) @binding(0) var<storage, read_write> numbers : array<f32>;
@group(0) @binding(1) var<storage, read_write> skipped : array<f32>;
${read}
@group(0) @binding(${params}) var<uniform> params : Params;
// 1 - exp(x) for x <= 0, without cancellation
fn gap(x : f32) -> f32 {
  if (x < -0.5) { return 1.0 - exp(x); }
  return -x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0))))));
}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x >= params.rows) { return; }
  let row = id.x * ${ROW}u;
  let factor = ${scaled ? 'scale[0]' : '1.0'};
  if (id.x == 0u) {
    numbers[0] = factor;
    return;
  }
  let steps = numbers[row + ${STEPS}u];
  if (steps == 0.0) { return; }
  if (factor == 0.0) { skipped[id.x] += 1.0; }
  let taken = steps - skipped[id.x];
  if (taken == steps || taken == 0.0) { return; }
  ${withNumbers(recount)}
}`;
}
