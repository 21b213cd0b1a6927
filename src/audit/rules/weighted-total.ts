import { bounds, canBeEqual } from '../../evidence/bounds.ts'
import { type ArmTotal, armTotals } from '../arm-totals.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { printedProportions } from '../printed-proportions.ts'
import type { PrintedPercent } from '../printed-percent.ts'

/**
 * R37: a percentage of all patients is the mean of those of the arms, weighted by their patients, so that it lies between them. Compared by
 * the rounding of all of them; where the patients of an arm are not known, only that it lies between.
 */
export const weightedTotal: AuditRule = {
  id: 'R37',
  name: 'weighted-total',
  compares: 'a percentage of all patients with the weighted mean of the percentages of the arms',
  worst: 'fail',
  agree: 'percentages of all patients are the weighted means of the arms',
  tolerance: 'half a unit of the last printed digit of every percentage',
  examples: { clean: [example('61%')], firing: [example('66%')] },
  run: (subject) => [...ofTables(subject), ...ofEvents(subject)].flatMap(compared),
}

function example(all: string): string {
  return `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 254 }, { arm: old, of: 132 }, { arm: all, of: 386 }]
    form: percent
    rows: { Response: [71%, 42%, ${all}] }
`
}

interface Share {
  readonly id: string
  readonly percent: PrintedPercent | null
  readonly of: number | null
}

interface Total {
  readonly whole: Share
  readonly parts: readonly Share[]
  readonly path?: ArmTotal['whole']['path']
}

function ofTables({ trial }: AuditSubject): readonly Total[] {
  return armTotals(trial).map((it) => ({ ...it, path: it.whole.path }))
}

function ofEvents(subject: AuditSubject): readonly Total[] {
  const all = printedProportions(subject)
  return subject.endpoints.flatMap(({ endpoint, arms }) => {
    const whole = all.find(({ id }) => id === `${endpoint}.all.events`)
    const parts = arms.flatMap((arm) => all.filter(({ id }) => id === `${endpoint}.${arm.id}.events`))
    return whole === undefined || parts.length < arms.length || parts.length < 2 ? [] : [{ whole, parts }]
  })
}

function compared({ whole, parts, path }: Total): readonly RuleFinding[] {
  if (whole.percent === null) return []
  const total = bounds(whole.percent.quantity)
  const ranges = parts.flatMap(({ percent }) => (percent && bounds(percent.quantity)) ?? [])
  if (total === null || ranges.length < parts.length) return []
  const sizes = parts.map(({ of }) => of)
  const known = sizes.every((it) => it !== null)
  // Percentages of fewer patients than the total has are not of the same patients.
  const patients = sizes.reduce<number>((sum, it) => sum + (it ?? 0), 0)
  if (known && whole.of !== null && patients !== whole.of) return []
  const mean = (end: 'lower' | 'upper'): number =>
    ranges.reduce((sum, it, index) => sum + it[end] * ((sizes[index] ?? 0) / patients), 0)
  const lowest = Math.min(...ranges.map(({ lower }) => lower))
  const highest = Math.max(...ranges.map(({ upper }) => upper))
  const expected = known ? { lower: mean('lower'), upper: mean('upper') } : { lower: lowest, upper: highest }
  const fits = canBeEqual(total, expected)
  const printed = parts.map(({ percent }) => percent?.printed ?? '')
  const weighted = parts.map(({ of }, index) => `${printed[index] ?? ''} of ${of ?? 'an unknown number'}`)
  const range = `${(100 * expected.lower).toFixed(2)}% to ${(100 * expected.upper).toFixed(2)}%`
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [whole.id, ...parts.map(({ id }) => id)],
      ...(path && { path }),
      message: `${whole.percent.printed} of all patients, ${weighted.join(' and ')} in the arms`,
      computation: `${known ? 'The mean of the arms, weighted by their patients and allowing for rounding, is' : 'The percentages of the arms lie'} between ${range}.`,
      ...(!fits && {
        explanation: 'The total is of other patients than the arms, or one of the percentages is wrong.',
        resolve: 'The counts behind the percentages.',
        expected: range,
        found: whole.percent.printed,
      }),
    },
  ]
}
