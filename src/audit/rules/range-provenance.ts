import { parseRange, type PrintedNumber } from '../../evidence/parse-estimate.ts'
import { figureId } from '../../record/figure-id.ts'
import type { Trial } from '../../record/trial.ts'
import { attainable, attainableValues, printableValues } from '../attainable.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { flowCounts } from '../flow-counts.ts'
import { shareOf } from '../printed-percent.ts'

/**
 * R36: each end of a range of percentages that is pooled from named studies is a percentage of one of them: of the patients of an arm, or of a
 * stage of its flow. A note, because the source may pool studies that it does not name; that is what the finding says.
 */
export const rangeProvenance: AuditRule = {
  id: 'R36',
  name: 'range-provenance',
  compares: 'the ends of a pooled range with the patients of the studies that it names',
  worst: 'note',
  agree: 'ends of pooled ranges are possible in a study that is named',
  tolerance: 'half a unit of the last printed digit, exactly',
  references: ['BrownHeathers2017'],
  examples: { clean: [pooled('45.0-70%'), study()], firing: [pooled('44.8-69%'), study()] },
  run: (subject) => ranges(subject).flatMap((it) => compared(subject, it)),
}

function pooled(range: string): string {
  return `
tables:
  infections:
    label: Infections
    population: not stated
    columns: [{ arm: all, grade: 3-4 }]
    form: percent range
    pooled: [example-1-2021]
    rows: { Infections: [${range}] }
`
}

function study(): string {
  return `
id: example-1-2021
trial: Example 1
arms: { new: { label: New, role: single, n: 40 } }
`
}

interface PooledRange {
  readonly id: string
  readonly path: readonly (string | number)[]
  readonly what: string
  readonly ends: readonly PrintedNumber[]
  readonly studies: readonly string[]
}

function ranges({ trial }: AuditSubject): readonly PooledRange[] {
  return Object.entries(trial.tables ?? {}).flatMap(([name, { pooled, form, rows }]) =>
    Object.entries(rows).flatMap(([label, row]) => {
      if (pooled === undefined || (row.form ?? form) !== 'percent range') return []
      return row.cells.flatMap(({ printed }, index): readonly PooledRange[] => {
        const read = parseRange(printed, { unit: 'proportion', scale: 'percent' })
        const path = ['tables', name, 'rows', label, 'cells', index]
        const id = figureId(trial, path)
        if (read.kind === 'problems') return []
        return [{ id, path, what: label, ends: [read.value.lower, read.value.upper], studies: pooled }]
      })
    }),
  )
}

interface Size {
  readonly n: number
  readonly words: string
}

/** Patients of a study: of its arms and of every stage of their flow. */
function sizesOf(study: Trial): readonly Size[] {
  const arms = Object.values(study.arms).flatMap(({ n }) => (n === undefined ? [] : [{ n: n.count, stage: '' }]))
  const stages = Object.entries(study.flow ?? {}).flatMap(([arm, flow]) =>
    flowCounts(arm, flow).map(({ count, stage }) => ({ n: count, stage: ` ${stage}` })),
  )
  const all = [...arms, ...stages].map(({ n, stage }) => ({ n, words: `${n}${stage} (${study.trial})` }))
  return [...new Map(all.map((it) => [it.n, it])).values()]
}

function compared({ related }: AuditSubject, { id, path, what, ends, studies }: PooledRange): readonly RuleFinding[] {
  const named = related.filter((it) => studies.includes(it.id))
  if (named.length < studies.length) {
    const message = `the records ${studies.join(', ')} are not all at hand: the range is not compared`
    return [{ state: 'uninformative', figures: [id], path, message }]
  }
  const sizes = named.flatMap(sizesOf)
  if (sizes.length === 0) return []
  return ends.flatMap((end): readonly RuleFinding[] => {
    const share = shareOf(end.quantity)
    if (share === null) return []
    const possible = sizes.filter(({ n }) => attainable(share, n))
    const every = possible.some(({ n }) => attainableValues(share, n) === printableValues(share.decimals))
    const whose = (possible.length > 0 ? possible : sizes).map(({ words }) => words).join(', ')
    return [
      {
        state: possible.length === 0 ? 'note' : every ? 'uninformative' : 'pass',
        figures: [id],
        path,
        message:
          possible.length > 0
            ? `${what}: ${percent(end.printed)} can be a percentage of ${whose}`
            : `${what}: ${percent(end.printed)} can be no percentage of ${whose}`,
        ...(possible.length === 0 && {
          computation:
            'No whole number of the patients of a study that is named gives this percentage, rounded to its digits.',
          explanation: 'The range may hold a figure of a study that the source does not name.',
          resolve: 'The reference that the source gives for the range.',
        }),
      },
    ]
  })
}

function percent(printed: string): string {
  return printed.endsWith('%') ? printed : `${printed}%`
}
