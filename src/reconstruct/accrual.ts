import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { Fit } from './fit.ts'
import { fit, modelOf } from './fit.ts'
import { heedVisits } from './heed-visits.ts'
import type { Prior } from './prior.ts'

/** One shape of potential follow-up, and how far the figures and the prior believe in it. */
export interface Accrual {
  readonly shape: number
  /** They sum to 1. */
  readonly weight: number
  readonly fit: Fit
}

/** Steps of log shape, and the sd of the prior about the uniform law: 95% between 0.4 and 2.7. */
const step = 0.3
export const accrualSd = 0.5
/** A printed figure is right a hundred times as often as not, before any other is read. */
export const oddsOfRight = 100
const steps = [-3, -2, -1, 0, 1, 2, 3, 4]

/**
 * Minimum, median and maximum of potential follow-up leave its shape open, and with it how many are censored early: each shape is
 * fitted, and weighs by prior times evidence. One of weight 1 where no arm prints potential follow-up.
 */
export function accruals(printed: EndpointEvidence, horizon: number, prior: Prior): readonly Accrual[] {
  const { evidence, fit: first } = heedVisits(printed, horizon, prior)
  const uniform = { shape: 1, fit: first }
  if (uniform.fit.model.arms.every(({ law }) => law === null)) return [{ ...uniform, weight: 1 }]
  const tried = steps.map((at) => {
    if (at === 0) return { ...uniform, log: uniform.fit.posterior.evidence }
    const shape = Math.exp(step * at)
    const own = fit(evidence, modelOf(evidence, horizon, shape), prior)
    const distance = (step * at) / accrualSd
    return { shape, fit: { ...own, notes: first.notes }, log: own.posterior.evidence - (distance * distance) / 2 }
  })
  // A doubt frees a figure, which raises the evidence of the others: it costs what it takes to believe in a misprint.
  const scored = tried.map((it) => ({ ...it, log: it.log - it.fit.doubts.length * Math.log(oddsOfRight) }))
  const most = Math.max(...scored.map(({ log }) => log))
  const sum = scored.reduce((total, { log }) => total + Math.exp(log - most), 0)
  return scored.map(({ shape, fit: own, log }) => ({ shape, fit: own, weight: Math.exp(log - most) / sum }))
}

/** The shape that is believed most. */
export function likeliest(tried: readonly Accrual[]): Accrual {
  return tried.reduce((best, it) => (it.weight > best.weight ? it : best))
}

/** Of draw `index`: the shares of any run of draws are nearly the weights (a golden-ratio sequence), and no draw depends on another. */
export function accrualOf(tried: readonly Accrual[], index: number): number {
  const place = (0.5 + index * 0.6180339887498949) % 1
  let sum = 0
  const at = tried.findIndex(({ weight }) => place < (sum += weight))
  return at < 0 ? tried.length - 1 : at
}
