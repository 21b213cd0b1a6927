import type { PlanNotInfused } from '../plan.ts'

/** An assumption about those not infused, with its time in months. */
export function lawInMonths<L extends PlanNotInfused>(law: L, months: (time: number) => number): L {
  if (law.survival === 'all fail') return { ...law, at: months(law.at) }
  return law.survival === 'exponential' ? { ...law, median: months(law.median) } : law
}
