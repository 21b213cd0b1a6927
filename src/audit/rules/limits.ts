import { canBeAtMost } from '../../evidence/bounds.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type ObservedRange, observedRanges } from '../observed-ranges.ts'
import { type Measure, readMeasures } from '../read-measures.ts'

/**
 * R38: a median lies within the smallest and the largest value; and observed values keep the limits that the record names as permitted. A
 * median outside its range is impossible. A value outside what is permitted (a permitted dose, never a target) can happen, and is a note.
 */
export const limits: AuditRule = {
  id: 'R38',
  name: 'limits',
  compares: 'a median with its range, and observed values with the permitted ones',
  worst: 'fail',
  agree: 'observed values lie within their limits',
  tolerance: 'half a unit of the last printed digit; permitted values are exact',
  examples: { clean: [example('63 (30–81)')], firing: [example('83 (30–81)')] },
  run: ({ trial }) =>
    observedRanges(trial).flatMap((it) => [
      ofMedian(it),
      ...(it.permitted === undefined ? [] : ofPermitted(trial, it)),
    ]),
}

function example(age: string): string {
  return `
tables:
  baseline:
    label: Characteristics at baseline
    population: randomised
    columns: [new]
    form: median (range)
    rows: { Age: { cells: ['${age}'], unit: years } }
`
}

function ofMedian({ id, path, what, median, least, most }: ObservedRange): RuleFinding {
  const fits = atMost(least, median) && atMost(median, most)
  const range = `${least.printed} to ${most.printed}`
  return {
    state: fits ? 'pass' : 'fail',
    figures: [id],
    path,
    message: `${what}: median ${median.printed}, range ${range}`,
    ...(!fits && {
      computation: 'Half of the values lie on either side of the median, so that it is within the range.',
      explanation: 'A mistyped digit, or the figures of two rows.',
      resolve: 'The row in the table of the paper.',
      expected: `a median within ${range}`,
      found: median.printed,
    }),
  }
}

function ofPermitted(trial: Trial, it: ObservedRange): readonly RuleFinding[] {
  const { id, path, what, unit, least, most } = it
  const name = it.permitted ?? ''
  const rule = trial.quantities?.[name]
  if (rule === undefined || (unit !== undefined && rule.unit !== undefined && unit !== rule.unit)) return []
  return Object.entries(rule.values).flatMap(([arm, { printed }]): readonly RuleFinding[] => {
    const [low, high] = limitsOf(printed, rule.statistic)
    if (low === null && high === null) return []
    const fits = (low === null || low <= least.upper) && (high === null || high >= most.lower)
    return [
      {
        state: fits ? 'pass' : 'note',
        figures: [id, `${name}.${arm}.value`],
        path,
        message: `${what}: observed ${least.printed} to ${most.printed}, permitted ${printed}`,
        ...(!fits && {
          explanation: 'A deviation from the protocol, or a limit that does not hold for these patients.',
          resolve: 'The protocol, and the patients outside the limits.',
        }),
      },
    ]
  })
}

/** Two numbers are both limits; one is the limit that its words, or the statistic, say. */
function limitsOf(printed: string, statistic: string | undefined): readonly [number | null, number | null] {
  const [first, second] = readMeasures(printed)
  if (first === undefined) return [null, null]
  if (second !== undefined) return [first.value, second.value]
  if (first.bound === 'upper' || statistic === 'maximum') return [null, first.value]
  return first.bound === 'lower' || statistic === 'minimum' ? [first.value, null] : [null, null]
}

function atMost(a: Measure, b: Measure): boolean {
  return a.value <= b.value || canBeAtMost(a, b)
}
