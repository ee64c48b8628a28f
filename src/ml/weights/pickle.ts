/**
 * Python's pickles as PyTorch saves tensors in them: a reader that knows the operations which dictionaries of tensors
 * need, and runs nothing. A class or function in a pickle is a name here; only those that rebuild tensors mean
 * something, and any other ends the reading. Source: CPython 3.11, `Lib/pickletools.py`; PyTorch 2.5, `torch/_utils.py`
 * and `torch/_weights_only_unpickler.py`.
 */

/** What a pickle is refused for, as the end of a sentence. */
export class PickleError extends Error {}

/** A class or function by its name; nothing of it is ever called. */
export class GlobalName {
  constructor(readonly text: string) {}
}

/** A tensor as it was pickled: where its values lie, and how they are laid out there. */
export class PickledTensor {
  constructor(
    readonly storage: StorageName,
    /** Elements before the first one. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** In elements. */
    readonly strides: readonly number[],
  ) {}
}

/** The memory that tensors lie in. */
export class StorageName {
  constructor(
    /** `FloatStorage` */
    readonly type: string,
    readonly key: string,
    readonly elements: number,
  ) {}
}

/** What was made by a class that has nothing to do with tensors, and is left alone. */
class Opaque {
  readonly isOpaque = true;
}
const OPAQUE = new Opaque();

export type Pickled =
  | null
  | boolean
  | number
  | string
  | Opaque
  | GlobalName
  | PickledTensor
  | StorageName
  | Pickled[]
  | Map<Pickled, Pickled>;

class Mark {
  readonly isMark = true;
}
const MARK = new Mark();
type OnStack = Pickled | Mark;

/** Settings and figures that training scripts put beside the tensors: passed over, whatever is in them. */
const INERT = new Set([
  'argparse.Namespace',
  'numpy.core.multiarray.scalar',
  'numpy._core.multiarray.scalar',
  'numpy.dtype',
  '_codecs.encode',
  'torch.device',
  'builtins.set',
  '__builtin__.set',
  'collections.defaultdict',
  'builtins.complex',
]);
const DTYPES = /^torch\.(float(16|32|64)?|double|half|bfloat16|u?int(8|16|32|64)|long|short|int|bool)$/;
const STORAGE = /^torch(?:\.cuda)?\.(\w+Storage)$|^torch\.storage\.(\w+Storage)$/;

/** True for names that the reader gives a meaning to. */
function isKnown(name: string): boolean {
  return (
    Object.hasOwn(REBUILDS, name) ||
    INERT.has(name) ||
    STORAGE.test(name) ||
    DTYPES.test(name) ||
    name === 'torch.serialization._get_layout'
  );
}

/** Python 2 hands the entries over as arguments, `[[key, value], …]`; Python 3 sets them afterwards. */
function ordered([entries]: readonly Pickled[]): Pickled {
  const pairs = Array.isArray(entries) ? entries : [];
  return new Map(
    pairs.flatMap((pair) => (Array.isArray(pair) && pair.length === 2 ? [[pair[0], pair[1]] as const] : [])),
  );
}

/** What makes something of its arguments. */
const REBUILDS: Record<string, (args: readonly Pickled[]) => Pickled> = {
  'collections.OrderedDict': ordered,
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_parameter': ([data]) => data ?? null,
  'torch._utils._rebuild_parameter_with_state': ([data]) => data ?? null,
  'torch._tensor._rebuild_from_type_v2': ([, , args]) => (Array.isArray(args) ? rebuildTensor(args) : OPAQUE),
  'torch.Size': ([sizes]) => sizes ?? [],
};

function rebuildTensor([storage, offset, shape, strides]: readonly Pickled[]): PickledTensor {
  if (!(storage instanceof StorageName) || !isCount(offset) || !areCounts(shape) || !areCounts(strides))
    throw new PickleError('a tensor in it has no usable shape or storage.');
  if (shape.length !== strides.length || shape.length > 8)
    throw new PickleError('a tensor in it has no usable strides.');
  return new PickledTensor(storage, offset, shape, strides);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}

/**
 * Reads one pickle.
 * @returns What it holds, and where the next one begins.
 * @throws PickleError
 */
export function readPickle(bytes: Uint8Array<ArrayBuffer>, begin = 0): { value: Pickled; end: number } {
  const reader = new Reader(bytes, begin);
  return { value: reader.read(), end: reader.at };
}

class Reader {
  private readonly view: DataView;
  private readonly stack: OnStack[] = [];
  private readonly memo = new Map<number, OnStack>();

  constructor(
    private readonly bytes: Uint8Array<ArrayBuffer>,
    public at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): Pickled {
    for (;;) {
      const op = this.u8();
      if (op === 0x2e) return this.pop(); // STOP
      const work = OPERATIONS[op];
      if (!work)
        throw new PickleError(
          `it uses the pickle operation 0x${op.toString(16)}, which tensors do not need.`,
        );
      work(this);
    }
  }

  take(length: number): Uint8Array<ArrayBuffer> {
    if (length < 0 || this.at + length > this.bytes.length)
      throw new PickleError('it ends in the middle of its pickle.');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  u8(): number {
    return this.take(1)[0];
  }

  u16(): number {
    this.take(2);
    return this.view.getUint16(this.at - 2, true);
  }

  i32(): number {
    this.take(4);
    return this.view.getInt32(this.at - 4, true);
  }

  f64(): number {
    this.take(8);
    return this.view.getFloat64(this.at - 8, false);
  }

  /** Little-endian two's complement of any length; beyond 2^53 it is inexact, which no size may be. */
  long(length: number): number {
    const digits = this.take(length);
    let value = 0;
    for (let i = length - 1; i >= 0; i--) value = value * 256 + digits[i];
    return length > 0 && digits[length - 1] >= 128 ? value - 256 ** length : value;
  }

  u64(): number {
    return this.long(8);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.take(length));
  }

  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end === -1) throw new PickleError('it ends in the middle of its pickle.');
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }

  push(value: OnStack): void {
    this.stack.push(value);
  }

  pop(): Pickled {
    const value = this.stack.pop();
    if (value === undefined || value instanceof Mark) throw new PickleError('its pickle is broken.');
    return value;
  }

  discard(): void {
    if (this.stack.pop() === undefined) throw new PickleError('its pickle is broken.');
  }

  top(): Pickled {
    const value = this.stack.at(-1);
    if (value === undefined || value instanceof Mark) throw new PickleError('its pickle is broken.');
    return value;
  }

  /** All that was put on the stack since the last mark. */
  sinceMark(): Pickled[] {
    const mark = this.stack.lastIndexOf(MARK);
    if (mark === -1) throw new PickleError('its pickle is broken.');
    const items = this.stack.splice(mark);
    return items.flatMap((one) => (one instanceof Mark ? [] : [one]));
  }

  remember(key: number): void {
    this.memo.set(key, this.top());
  }

  rememberNext(): void {
    this.remember(this.memo.size);
  }

  recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw new PickleError('its pickle is broken.');
    this.push(value);
  }

  global(module: string, name: string): void {
    const text = `${module}.${name}`;
    if (!isKnown(text)) throw new PickleError(`it holds ${text}, which is no tensor.`);
    this.push(new GlobalName(text));
  }

  /** A function and its arguments → what a tensor's rebuilding gives; nothing is called by name but what is listed. */
  reduce(): void {
    const args = this.pop();
    const callable = this.pop();
    if (callable instanceof Opaque) return this.push(OPAQUE);
    if (!(callable instanceof GlobalName)) throw new PickleError('its pickle is broken.');
    const rebuild = Object.hasOwn(REBUILDS, callable.text) ? REBUILDS[callable.text] : undefined;
    if (rebuild) return this.push(rebuild(Array.isArray(args) ? args : []));
    this.push(OPAQUE);
  }

  setItems(items: readonly Pickled[]): void {
    const target = this.top();
    if (target instanceof Opaque) return;
    if (!(target instanceof Map)) throw new PickleError('its pickle is broken.');
    for (let i = 0; i + 1 < items.length; i += 2) target.set(items[i], items[i + 1]);
  }

  append(items: readonly Pickled[]): void {
    const target = this.top();
    if (target instanceof Opaque) return;
    if (!Array.isArray(target)) throw new PickleError('its pickle is broken.');
    for (const item of items) target.push(item);
  }

  /** `('storage', torch.FloatStorage, '0', 'cpu', 512)` */
  persistent(): void {
    const id = this.pop();
    const [what, type, key, , elements] = Array.isArray(id) ? id : [];
    const name = type instanceof GlobalName ? STORAGE.exec(type.text) : null;
    if (what !== 'storage' || !name || !isCount(elements) || (typeof key !== 'string' && !isCount(key)))
      throw new PickleError('it refers to something that is no storage of a tensor.');
    this.push(new StorageName(name[1] ?? name[2], String(key), elements));
  }
}

/** By their codes; an operation that is not here ends the reading. */
const OPERATIONS: Record<number, ((reader: Reader) => void) | undefined> = {
  0x80: (r) => void r.u8(), // PROTO
  0x95: (r) => void r.u64(), // FRAME
  0x28: (r) => r.push(MARK), // MARK
  0x30: (r) => r.discard(), // POP
  0x31: (r) => void r.sinceMark(), // POP_MARK
  0x4e: (r) => r.push(null), // NONE
  0x88: (r) => r.push(true), // NEWTRUE
  0x89: (r) => r.push(false), // NEWFALSE
  0x4a: (r) => r.push(r.i32()), // BININT
  0x4b: (r) => r.push(r.u8()), // BININT1
  0x4d: (r) => r.push(r.u16()), // BININT2
  0x8a: (r) => r.push(r.long(r.u8())), // LONG1
  0x47: (r) => r.push(r.f64()), // BINFLOAT
  0x58: (r) => r.push(r.text(r.i32())), // BINUNICODE
  0x8c: (r) => r.push(r.text(r.u8())), // SHORT_BINUNICODE
  0x8d: (r) => r.push(r.text(r.u64())), // BINUNICODE8
  0x54: (r) => r.push(r.text(r.i32())), // BINSTRING
  0x55: (r) => r.push(r.text(r.u8())), // SHORT_BINSTRING
  0x42: (r) => r.push(r.text(r.i32())), // BINBYTES
  0x43: (r) => r.push(r.text(r.u8())), // SHORT_BINBYTES
  0x7d: (r) => r.push(new Map()), // EMPTY_DICT
  0x5d: (r) => r.push([]), // EMPTY_LIST
  0x29: (r) => r.push([]), // EMPTY_TUPLE
  0x74: (r) => r.push(r.sinceMark()), // TUPLE
  0x85: (r) => r.push([r.pop()]), // TUPLE1
  0x86: (r) => r.push([r.pop(), r.pop()].toReversed()), // TUPLE2
  0x87: (r) => r.push([r.pop(), r.pop(), r.pop()].toReversed()), // TUPLE3
  0x71: (r) => r.remember(r.u8()), // BINPUT
  0x72: (r) => r.remember(r.i32()), // LONG_BINPUT
  0x94: (r) => r.rememberNext(), // MEMOIZE
  0x68: (r) => r.recall(r.u8()), // BINGET
  0x6a: (r) => r.recall(r.i32()), // LONG_BINGET
  0x63: (r) => r.global(r.line(), r.line()), // GLOBAL
  0x93: (r) => {
    const [name, module] = [r.pop(), r.pop()];
    if (typeof name !== 'string' || typeof module !== 'string')
      throw new PickleError('its pickle is broken.');
    r.global(module, name);
  }, // STACK_GLOBAL
  0x52: (r) => r.reduce(), // REDUCE
  0x81: (r) => r.reduce(), // NEWOBJ
  // the state of what is left alone; of a dictionary with attributes (`_metadata`), those are not read
  0x62: (r) => void r.pop(), // BUILD
  0x73: (r) => r.setItems([r.pop(), r.pop()].toReversed()), // SETITEM
  0x75: (r) => r.setItems(r.sinceMark()), // SETITEMS
  0x61: (r) => r.append([r.pop()]), // APPEND
  0x65: (r) => r.append(r.sinceMark()), // APPENDS
  0x51: (r) => r.persistent(), // BINPERSID
};
