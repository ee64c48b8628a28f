/** Shared by all kernels: reading arguments, and multiply-add, fused if the engine has relaxed SIMD. */

/** The n-th argument of a kernel. */
// @ts-ignore: decorator
@inline
export function whole(args: usize, n: i32): i32 {
  return load<i32>(args + (<usize>n << 2));
}

// @ts-ignore: decorator
@inline
export function address(args: usize, n: i32): usize {
  return load<usize>(args + (<usize>n << 2));
}

// @ts-ignore: decorator
@inline
export function real(args: usize, n: i32): f32 {
  return load<f32>(args + (<usize>n << 2));
}

/** a · b + c in each lane. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (isDefined(RELAXED)) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The first item of one of `chunks` equal shares of `items`. */
// @ts-ignore: decorator
@inline
export function shareBegin(items: i32, chunk: i32, chunks: i32): i32 {
  return <i32>((<i64>items * chunk) / chunks);
}

/** The kinds of activation. */
export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
export const RELU6: i32 = 2;

// @ts-ignore: decorator
@inline
export function activate4(y: v128, activation: i32): v128 {
  if (activation === LINEAR) return y;
  const low = f32x4.max(y, f32x4.splat(0));
  return activation === RELU ? low : f32x4.min(low, f32x4.splat(6));
}

// @ts-ignore: decorator
@inline
export function activate1(y: f32, activation: i32): f32 {
  if (activation === LINEAR) return y;
  const low = max<f32>(y, 0);
  return activation === RELU ? low : min<f32>(low, 6);
}

/** dy where y is strictly inside the activation's bounds, else 0. */
// @ts-ignore: decorator
@inline
export function pass4(dy: v128, y: v128, activation: i32): v128 {
  if (activation === LINEAR) return dy;
  let mask = f32x4.gt(y, f32x4.splat(0));
  if (activation === RELU6) mask = v128.and(mask, f32x4.lt(y, f32x4.splat(6)));
  return v128.and(dy, mask);
}

// @ts-ignore: decorator
@inline
export function pass1(dy: f32, y: f32, activation: i32): f32 {
  if (activation === LINEAR) return dy;
  return y > 0 && (activation === RELU || y < 6) ? dy : 0;
}
