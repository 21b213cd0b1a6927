import type { NotInfusedLaw } from '../scenario/not-infused-law.ts'
import type { PlanNotInfused } from './plan.ts'

/** The law that a plan names in words. */
export function notInfusedChoice(choice: PlanNotInfused): NotInfusedLaw {
  switch (choice.survival) {
    case 'all fail':
      return { kind: 'fail-at', time: choice.at }
    case 'exponential':
      return { kind: 'exponential', median: choice.median }
    case 'as control':
      return { kind: 'as-control', hazardMultiplier: choice['hazard multiplier'] }
    case 'as the infused':
      return { kind: 'as-infused', hazardMultiplier: choice['hazard multiplier'] }
    case 'none fails':
      return { kind: 'never-fail' }
    case 'as the whole arm':
      return { kind: 'as-arm' }
  }
}
