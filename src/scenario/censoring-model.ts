/**
 * What happens to a patient after a censoring that was not administrative, from the censoring time c up to the time at which
 * follow-up would have ended anyway:
 *
 * - `delta`: the hazard of the own arm times delta, S(t | c) = (S(t) / S(c))^delta. 1: censoring at random; 0: never; infinity:
 *   the event at the arm's next event time.
 * - `reference`: the hazard of another arm from c on (jump to reference), S(t | c) = S0(t) / S0(c). Once that arm's curve
 *   has reached 0, the event comes at once.
 * - `hazard`: a cumulative hazard from outside, as a step function. Between its times nothing happens, so for a continuous
 *   law its times must hold every censoring time.
 */
export type CensoringModel =
  | { readonly kind: 'delta'; readonly delta: number }
  | { readonly kind: 'reference'; readonly arm: number }
  | { readonly kind: 'hazard'; readonly time: Float64Array; readonly cumulativeHazard: Float64Array }

/** Censoring at random: imputes nothing new. */
export const atRandom: CensoringModel = { kind: 'delta', delta: 1 }

/** The assumption as a sentence. */
export function censoringSentence(model: CensoringModel, arm: string, reference: string): string {
  const who = `After a censoring that was not administrative, patients of the ${arm} arm`
  switch (model.kind) {
    case 'delta':
      if (model.delta === 1)
        return `${who} had the same hazard as those of the arm who stayed under observation (censoring at random).`
      if (model.delta === 0) return `${who} had no event until their administrative censoring.`
      return `${who} had ${model.delta} times the hazard of those of the arm who stayed under observation, until their administrative censoring.`
    case 'reference':
      return `${who} had the hazard of the ${reference} arm (jump to reference), until their administrative censoring.`
    case 'hazard':
      return `${who} had a hazard given from outside, until their administrative censoring.`
  }
}
