/** Expected numbers: numpy's float16 and PyTorch's bfloat16 (`scripts/reference/half.py`). */
import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/half.json';
import { bf16ToFloat32, f16ToFloat32, f16ToNumber, float32ToBf16, float32ToF16, numberToF16 } from './half';

const values = Float32Array.from(reference.values);

describe('16-bit floats', () => {
  it('reads binary16 as numpy does', () => {
    const read = f16ToFloat32(Uint16Array.from(reference.f16Bits));
    expect(Array.from(read)).toEqual(reference.f16Values);
  });

  it('rounds to binary16 as numpy does', () => {
    expect(Array.from(float32ToF16(values))).toEqual(reference.f16);
  });

  it('rounds to bfloat16 as PyTorch does', () => {
    expect(Array.from(float32ToBf16(values))).toEqual(reference.bf16);
  });

  it('brings every binary16 back to its own bits', () => {
    const wrong = Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
      (bits) => !Number.isNaN(f16ToNumber(bits)) && numberToF16(f16ToNumber(bits)) !== bits,
    );
    expect(wrong).toEqual([]);
  });

  it('keeps infinities and NaN', () => {
    const special = Float32Array.of(Infinity, -Infinity, NaN);
    expect(Array.from(f16ToFloat32(float32ToF16(special)))).toEqual([Infinity, -Infinity, NaN]);
    expect(Array.from(bf16ToFloat32(float32ToBf16(special)))).toEqual([Infinity, -Infinity, NaN]);
  });
});
