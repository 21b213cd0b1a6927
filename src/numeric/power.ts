/**
 * x to the power y, with the same bits on every version of Node (`Math.pow` and `**` differ between versions).
 *
 * Whole exponents by repeated squaring, halves by a square root, all others as exp(y log x) (relative error about
 * 1e-16 (1 + |y log x|)). A negative base has no power with a broken exponent.
 */
export function power(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (y === 0) return 1
  if (y === 1) return x
  if (y === 0.5 && x >= 0) return Math.sqrt(x)
  if (Number.isInteger(y) && Math.abs(y) <= 1024) return wholePower(x, y)
  if (x < 0) return negativeBase(x, y)
  if (x === 0) return y > 0 ? 0 : Infinity
  if (x === 1) return 1
  return Math.exp(y * Math.log(x))
}

function wholePower(x: number, n: number): number {
  // Dividing 1 by the full power would overflow before 1/x^n underflows; only then is the reciprocal base the better way.
  const full = squarings(x, Math.abs(n))
  if (n > 0) return full
  return Number.isFinite(full) && full !== 0 ? 1 / full : squarings(1 / x, -n)
}

function squarings(x: number, n: number): number {
  let result = 1
  let factor = x
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result *= factor
    factor *= factor
  }
  return result
}

function negativeBase(x: number, y: number): number {
  if (!Number.isFinite(y)) return power(-x, y)
  if (!Number.isInteger(y)) return NaN
  return y % 2 === 0 ? power(-x, y) : -power(-x, y)
}
