/**
 * Mean of exp(-h) over a cell in which h runs linearly from p to q, with its derivatives: what share of the arm is at risk there,
 * h = -log(S G).
 */
export function cellMean(p: number, q: number): { readonly mean: number; readonly dp: number; readonly dq: number } {
  const step = q - p
  const base = Math.exp(-p)
  if (Math.abs(step) < 1e-3) {
    const mean = base * (1 - step / 2 + (step * step) / 6)
    const slope = base * (-1 / 2 + step / 3)
    return { mean, dp: -mean - slope, dq: slope }
  }
  const decay = Math.exp(-step)
  const ratio = (1 - decay) / step
  const slope = (decay - ratio) / step
  return { mean: base * ratio, dp: base * (-ratio - slope), dq: base * slope }
}
