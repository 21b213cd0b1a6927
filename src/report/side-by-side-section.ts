import { percent } from '../result/format.ts'
import type { Results, TrialText } from '../result/frames.ts'
import { formatEstimate, formatInterval, formatValue, measureFormat } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { blocks, column, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table } from './document.ts'
import { isExtrapolated } from './is-extrapolated.ts'
import { armsInOrder, endpointsWithTrial, labels } from './labels.ts'

/**
 * Several trials in one table: how many got the treatment, whom and from when each printed curve counts, and what each scenario gives of the
 * other patients. Nothing is subtracted across its lines: between trials nothing was randomised.
 */
export function sideBySideSection(results: Results): readonly Block[] {
  if (results.trials.length < 2) return []
  const tables = [whoTable(results), curveTable(results), responseTable(results)].filter((it) => it.rows.length > 0)
  if (tables.length === 0) return []
  return [
    blocks.section('The trials side by side'),
    blocks.caution(
      'Not a comparison of trials. ',
      'Lines of one trial that count time from the same start can be read against each other. Lines of different trials cannot: patients, earlier treatment, assessment and ' +
        'follow-up differ, nobody was randomised between the trials, and no covariates are known, so that no difference between them is identified. Where the start of ' +
        'time differs or is not stated, the same number of months does not even mean the same stretch of a patient’s course.',
    ),
    ...tables.map((it) => blocks.table(it)),
  ]
}

const start = (clock: string): string => (clock === 'not stated' ? 'start not stated' : clock)

function whoTable(results: Results): Table {
  const stages = new Set(results.trials.flatMap((it) => it.reached?.stage ?? []))
  const stage = stages.size === 1 ? [...stages][0] : undefined
  return withoutEmptyColumns({
    caption: 'Who got the treatment, and whom the printed curve counts',
    columns: [
      column('Trial'),
      column('Arm'),
      column('Enrolled or randomised', 'right'),
      column(stage === undefined ? 'Got it' : `${stage.charAt(0).toUpperCase()}${stage.slice(1)}`, 'right'),
      column(stage === undefined ? 'Did not' : `Not ${stage}`, 'right'),
      column('The printed curve counts'),
      column('Its time starts at'),
      column('Follow-up'),
      column('Beside it'),
    ],
    rows: endpointsWithTrial(results).flatMap(({ endpoint, trial }) => {
      const { reached } = trial
      if (reached === undefined) return []
      const { arm, count, total, of, stage: own } = reached
      const never = total - count
      const control = armsInOrder(trial).find((it) => it.role === 'control')
      return [
        [
          trial.label,
          labels(results).arm(trial.id, arm),
          `${total} ${of}`,
          stages.size === 1 ? String(count) : `${count} ${own}`,
          `${never} (${percent(never / total)})`,
          endpoint.population,
          start(endpoint.clock),
          trial.followUp.replace(/\.$/u, ''),
          control === undefined ? 'no control arm' : `${control.label}, ${control.patients} patients`,
        ],
      ]
    }),
    note: 'By the data cut-off, and as study treatment. Where enrolment ran on until the cut-off, some were still waiting.',
  })
}

/** One reading of a trial: some patients, one clock, one kind of assumption. */
interface Line {
  readonly rows: readonly Row[]
  readonly trial: TrialText
  readonly patients: string
  readonly clock: string
  readonly rests: string
}

function curveTable(results: Results): Table {
  const lines = endpointsWithTrial(results).flatMap(({ trial }) => linesOf(results, trial))
  const shown = measuresOf(lines)
  const name = labels(results)
  return withoutEmptyColumns({
    caption: 'What each curve gives, of the patients that it counts and of the others',
    columns: [
      column('Trial'),
      column('Patients'),
      column('Time from'),
      column('Rests on'),
      ...shown.map((it) => column(name.measure(it.measure, it.time), 'right')),
    ],
    // Without a measure that a curve and another have in common there is nothing to set side by side.
    rows: (shown.length === 0 ? [] : lines).map(({ trial, patients, clock, rests, rows }) => [
      trial.label,
      patients,
      start(clock),
      rests,
      ...shown.map(({ measure, time }) =>
        cell(
          results,
          rows.filter((it) => it.measure === measure && it.time === time),
        ),
      ),
    ]),
    note:
      'As published: the rebuilt estimate with its 95% confidence interval (sampling error alone). Else the range over the assumptions about those who never got the treatment, without ' +
      'sampling error and for the one rebuilt curve; possible is what it does not contradict, ' +
      'where no printed figure pins it by the model’s shape alone. A median that is not printed and not reached, or later than the last printed figure, is the model’s too.',
  })
}

function linesOf(results: Results, trial: TrialText): readonly Line[] {
  const { reached } = trial
  if (reached === undefined) return []
  const own = results.rows.filter(
    (it) =>
      it.trial === trial.id &&
      it.arm === reached.arm &&
      it.versus === '' &&
      isOfCurve(it) &&
      (it.origin === 'rebuilt' || it.origin === 'scenario' || it.origin === 'bound') &&
      (it.role === 'reference' || it.parameter === `${reached.stage} share`),
  )
  const groups = new Map<string, Row[]>()
  for (const it of own) {
    const key = JSON.stringify([it.scenario, it.population, it.clock, qualifier(it)])
    groups.set(key, [...(groups.get(key) ?? []), it])
  }
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows
    if (first === undefined) return []
    const published = first.role === 'reference'
    const after = qualifier(first)
    return [
      {
        rows,
        trial,
        patients: published ? `${first.population} (${sizeOf(trial, reached.arm)})` : first.population,
        clock: `${first.clock}${after === '' ? '' : `, ${after}`}`,
        rests: published ? 'printed figures, rebuilt' : assumed(rows, reached.total - reached.count),
      },
    ]
  })
}

const sizeOf = (trial: TrialText, arm: string): string => String(trial.arms.find((it) => it.id === arm)?.patients ?? '')

const isOfCurve = ({ measure }: Row): boolean => measure === 'median' || measure === 'survival'

/** What a variant says beside the assumption: the lag between two clocks. */
const qualifier = ({ variant }: Row): string => variant.split('; ')[1] ?? ''

function assumed(rows: readonly Row[], others: number): string {
  if (rows.some((it) => it.origin === 'bound')) return `any fate of the other ${others}`
  const tried = new Set(rows.map((it) => it.variant)).size
  return `${tried} assumption${tried === 1 ? '' : 's'} about the others`
}

/** Measures that some scenario gives beside a published curve, in the order of the rows. */
function measuresOf(lines: readonly Line[]): readonly Pick<Row, 'measure' | 'time'>[] {
  const changed = lines.flatMap(({ rows }) => rows.filter((it) => it.role !== 'reference'))
  return changed.filter(
    (it, at) => changed.findIndex((one) => one.measure === it.measure && one.time === it.time) === at,
  )
}

/** An estimate where there is one, else all that can be attained or that was tried, and what of it the rebuilt curve allows. */
function cell(results: Results, rows: readonly Row[]): string {
  const [first] = rows
  if (first === undefined) return ''
  const beyond = rows.some((it) => isExtrapolated(results, it)) ? ', extrapolated' : ''
  if (first.role === 'reference') return `${formatEstimate(first)}${beyond}`
  const bound = rows.find((it) => it.origin === 'bound')
  if (bound !== undefined) return `${between(bound.measure, [bound.lower, bound.upper])}${beyond}`
  const valuesOf = (some: readonly Row[]): string =>
    between(
      first.measure,
      some.map((it) => it.estimate),
    )
  const possible = rows.filter((it) => it.status !== 'infeasible')
  if (possible.length === rows.length) return `${valuesOf(rows)}${beyond}`
  const [all, left] = [valuesOf(rows), possible.length === 0 ? 'none possible' : `${valuesOf(possible)} where possible`]
  return `${left.startsWith(`${all} `) ? all : `${all} (${left})`}${beyond}`
}

/** The range of some values, null being what is not reached. */
function between(measure: string, values: readonly (number | null)[]): string {
  const known = values.flatMap((it) => it ?? [])
  if (known.length === 0) return 'not reached'
  const unit = measureFormat(measure).kind === 'percent' ? '%' : ''
  const [least, most] = [Math.min(...known), known.length < values.length ? null : Math.max(...known)]
  const one = most === null ? '' : formatValue(measure, least)
  if (one !== '' && one === formatValue(measure, most ?? least)) return one
  return `${formatInterval(measure, least, most) ?? ''}${unit}`
}

function responseTable(results: Results): Table {
  const name = labels(results)
  const counted = results.rows.filter(
    (it) => it.measure === 'proportion' && it.data === 'counts' && it.versus === '' && it.method !== 'wilson',
  )
  const shown = counted.filter((it) => it.reported !== '' || it.origin === 'bound')
  return withoutEmptyColumns({
    caption: 'Response by denominator',
    columns: [
      column('Trial'),
      column('Response'),
      column('Patients'),
      column('Rests on'),
      column('Proportion', 'right'),
    ],
    rows: shown.map((row) => [
      name.trial(row.trial),
      name.scenario(row.scenario).replace(`${name.trial(row.trial)}: `, ''),
      row.population,
      row.origin === 'bound' ? 'any number of responders among the others' : 'printed counts',
      row.origin === 'bound' ? between(row.measure, [row.lower, row.upper]) : formatEstimate(row),
    ]),
    note: 'In brackets: 95% Clopper-Pearson limits.',
  })
}
