import { methodOf } from './method-of.ts'
import type { Plan } from './plan.ts'

/** Keys of the papers behind what every reconstruction uses; those of the scenarios are added as a plan uses them. */
const always = [
  'KaplanMeier1958',
  'Greenwood1926',
  'BrookmeyerCrowley1982',
  'KalbfleischPrentice2002',
  'Guyot2012',
  'Salmon2011',
  'ICH2019',
]

const byMeasure: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^hazard ratio$/u, ['Cox1972', 'Efron1977']],
  [/^milestone difference/u, ['AltmanAndersen1999', 'Altman1998']],
  [/^rmst/u, ['Irwin1949', 'Uno2014']],
  [/^log-rank$/u, ['Mantel1966']],
]

/** What the methods paragraph of a plan cites, as keys of REFERENCES.md. */
export function referencesOf(plan: Plan): readonly string[] {
  const measures = [...plan.measures, ...plan.scenarios.flatMap((it) => it.measures ?? [])]
  const ofMeasures = byMeasure.flatMap(([pattern, keys]) => (measures.some((it) => pattern.test(it)) ? keys : []))
  const ofScenarios = plan.scenarios.flatMap((it) => methodOf(it).references)
  return [...new Set([...always, ...ofMeasures, ...ofScenarios])].sort()
}
