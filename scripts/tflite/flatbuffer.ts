/**
 * A minimal FlatBuffers reader: a table is a position whose fields are found through its vtable.
 * Source: the FlatBuffers binary format, https://flatbuffers.dev/internals.
 */

/** A file of flat tables. */
export class FlatBuffer {
  readonly view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  root(): FlatTable {
    return new FlatTable(this, this.view.getUint32(0, true));
  }
}

/** One table; fields are numbered as in the schema. */
export class FlatTable {
  private readonly vtable: number;
  private readonly vtableBytes: number;

  constructor(
    private readonly buffer: FlatBuffer,
    private readonly position: number,
  ) {
    this.vtable = position - buffer.view.getInt32(position, true);
    this.vtableBytes = buffer.view.getUint16(this.vtable, true);
  }

  /** Position of a field's value; null if the field has its default. */
  private field(index: number): number | null {
    const slot = 4 + 2 * index;
    if (slot >= this.vtableBytes) return null;
    const offset = this.buffer.view.getUint16(this.vtable + slot, true);
    return offset === 0 ? null : this.position + offset;
  }

  /** Position of the object that a field points to. */
  private target(index: number): number | null {
    const at = this.field(index);
    return at === null ? null : at + this.buffer.view.getUint32(at, true);
  }

  int8(index: number, otherwise = 0): number {
    const at = this.field(index);
    return at === null ? otherwise : this.buffer.view.getInt8(at);
  }

  int32(index: number, otherwise = 0): number {
    const at = this.field(index);
    return at === null ? otherwise : this.buffer.view.getInt32(at, true);
  }

  table(index: number): FlatTable | null {
    const at = this.target(index);
    return at === null ? null : new FlatTable(this.buffer, at);
  }

  tables(index: number): FlatTable[] {
    const { view } = this.buffer;
    return this.vector(index, 4, (at) => new FlatTable(this.buffer, at + view.getUint32(at, true)));
  }

  int32s(index: number): number[] {
    return this.vector(index, 4, (at) => this.buffer.view.getInt32(at, true));
  }

  text(index: number): string {
    return new TextDecoder().decode(this.bytes(index));
  }

  /** A view of a vector of bytes, not a copy. */
  bytes(index: number): Uint8Array {
    const at = this.target(index);
    if (at === null) return new Uint8Array();
    const length = this.buffer.view.getUint32(at, true);
    return this.buffer.bytes.subarray(at + 4, at + 4 + length);
  }

  private vector<T>(index: number, stride: number, read: (at: number) => T): T[] {
    const at = this.target(index);
    if (at === null) return [];
    const length = this.buffer.view.getUint32(at, true);
    return Array.from({ length }, (_, i) => read(at + 4 + i * stride));
  }
}
