import { levels } from './levels.ts'
import { armsInOrder, endpointsWithTrial, labels } from './labels.ts'
import { blocks, column, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table, Text } from './document.ts'
import { trimmed } from '../result/format.ts'
import { formatEstimate, formatInterval, intervalName } from '../result/measure-format.ts'
import { pValueLikeReported } from '../result/like-reported.ts'
import type { Results, TrialText } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { inWords } from './in-words.ts'
import { isExtrapolated } from './is-extrapolated.ts'
import { uncalibrated } from './uncalibrated.ts'

/** Measures of an arm and the contrast that belongs to them: one line of a table. */
interface Line {
  readonly arm: string
  readonly contrast: string
}

const atTimes: readonly Line[] = [
  { arm: 'survival', contrast: 'survival-difference' },
  { arm: 'rmst', contrast: 'rmst-difference' },
]
const timeless: readonly Line[] = [
  { arm: 'median', contrast: 'median-difference' },
  { arm: '', contrast: 'hazard-ratio' },
  { arm: '', contrast: 'p-value' },
]

/** One endpoint with all that a table of it needs. */
interface Effects {
  readonly results: Results
  readonly trial: TrialText
  readonly endpoint: string
  readonly rows: readonly Row[]
  /** Whether the intervals have several levels, so that each says its own. */
  readonly several: boolean
}

/**
 * Absolute effects of the published result, as rebuilt: differences in survival with the number needed to treat at their time, restricted means
 * gained, and the relative measures after them. Where the plan has the effects at further times, they stand here too.
 */
export function effectsSection(results: Results): readonly Block[] {
  const found = endpointsWithTrial(results).map(({ endpoint, trial }): Effects => {
    const rows = results.rows.filter(
      (it) => it.trial === trial.id && it.endpoint === endpoint.id && isPublished(results, it),
    )
    const several = new Set(rows.flatMap((it) => it.level ?? [])).size > 1
    return { results, trial, endpoint: labels(results).endpoint(trial.id, endpoint.id), rows, several }
  })
  const spreads = found.findIndex(({ rows }) => rows.some((it) => it.versus !== '' && spread(it) !== ''))
  const tables = found.flatMap((it, at) => tablesOf(it, at === 0 || at === spreads)).filter((it) => it.rows.length > 0)
  if (tables.length === 0) return []
  const compared = found.some(({ rows }) => rows.some((it) => it.versus !== ''))
  return [blocks.section(compared ? 'Absolute effects' : 'Estimates'), ...tables.map((it) => blocks.table(it))]
}

/** The same patients, compared as published: the reference, and the scenario that adds times to it. */
function isPublished({ scenarios }: Results, row: Row): boolean {
  if (row.role === 'reference') return row.origin === 'rebuilt'
  return scenarios.some((it) => it.id === row.scenario && it.method === 'effects over time')
}

/** What intervals and spreads are is said under the first table that has them. */
function tablesOf(its: Effects, first: boolean): readonly Table[] {
  const compared = its.rows.some((it) => it.versus !== '')
  if (!compared) return [linesTable(its, [...atTimes, ...timeless], its.endpoint, first)]
  const tables = [milestones(its, first), means(its, first && !tablesBefore(its))].filter((it) => it.rows.length > 0)
  const alone = tables.length === 0
  const others = linesTable(
    its,
    timeless,
    alone ? its.endpoint : `${its.endpoint}: median and hazard ratio`,
    first && alone,
  )
  return [...tables, others]
}

function milestones(its: Effects, first: boolean): Table {
  const needed = (row: Row): string =>
    `${cellText(row, its)}${row.estimate !== null && row.variant.includes('with the event') ? ` ${row.variant}` : ''}`
  return withoutEmptyColumns({
    caption: `${its.endpoint}: survival at a time, its difference, and the number needed to treat at that time`,
    columns: [
      column('At'),
      ...armColumns(its),
      column('Difference, points', 'right'),
      column('Spread of the difference', 'right'),
      column('As reported', 'right'),
      column('Number needed to treat at that time', 'right'),
      column('Spread of the number', 'right'),
    ],
    rows: byTime(its, atTimes[0], ({ at, arms, name }) => {
      const [difference, number] = [at('survival-difference'), at('number-needed-to-treat')]
      return [
        name,
        ...arms,
        difference ? cellText(difference, its) : '',
        difference ? spread(difference) : '',
        difference?.reported ?? '',
        number ? needed(number) : '',
        number ? spread(number) : '',
      ]
    }),
    note: `${beyondNote(its, ['survival', 'survival-difference', 'number-needed-to-treat'])}${neededNote(its)}${effectsNote(its, atTimes[0], first)}`,
  })
}

function means(its: Effects, first: boolean): Table {
  return withoutEmptyColumns({
    caption: `${its.endpoint}: restricted mean time up to a time, months, and what is gained`,
    columns: [
      column('Up to'),
      ...armColumns(its),
      column('Gained, months', 'right'),
      column('Spread of the gain', 'right'),
      column('Ratio', 'right'),
      column('Spread of the ratio', 'right'),
    ],
    rows: byTime(its, atTimes[1], ({ at, arms, name }) => {
      const [gained, ratio] = [at('rmst-difference'), at('rmst-ratio')]
      return [
        name,
        ...arms,
        gained ? cellText(gained, its) : '',
        gained ? spread(gained) : '',
        ratio ? cellText(ratio, its) : '',
        ratio ? spread(ratio) : '',
      ]
    }),
    note: beyondNote(its, ['rmst', 'rmst-difference', 'rmst-ratio']) + effectsNote(its, atTimes[1], first),
  })
}

const tablesBefore = ({ rows }: Effects): boolean => rows.some((it) => it.measure === 'survival-difference')

const armColumns = ({ trial }: Effects) => armsInOrder(trial).map((it) => column(it.label, 'right'))

interface AtTime {
  readonly name: string
  /** Of the contrast that the row is about. */
  readonly at: (measure: string) => Row | undefined
  readonly arms: readonly string[]
}

/** One row for each time and contrast; with three arms or more each contrast says whose it is. */
function byTime(its: Effects, line: Line | undefined, cells: (its: AtTime) => readonly Text[]): Table['rows'] {
  if (line === undefined) return []
  const { rows, trial, results } = its
  const name = labels(results)
  return times(rows, line).flatMap((time) => {
    const here = rows.filter((it) => it.time === time)
    const pairs = distinctPairs(here.filter((it) => it.measure === line.contrast))
    return (pairs.length === 0 ? [null] : pairs).map((pair, rank) =>
      cells({
        name:
          inMonths(results, time) +
          (pair === null || pairs.length < 2
            ? ''
            : `, ${name.arm(trial.id, pair.arm)} v. ${name.arm(trial.id, pair.versus)}`),
        at: (measure) => here.find((it) => it.measure === measure && it.arm === pair?.arm && it.versus === pair.versus),
        arms: armsInOrder(trial).map((arm) => {
          const own = here.find((it) => it.measure === line.arm && it.arm === arm.id && it.versus === '')
          return own !== undefined && rank === 0 ? cellText(own, its) : ''
        }),
      }),
    )
  })
}

/** "12 months"; as the plan writes it where that is in another unit: "24 weeks (5.52 months)". */
function inMonths({ analysis }: Results, time: number | null): string {
  const months = `${trimmed(time ?? 0)} month${time === 1 ? '' : 's'}`
  const own = analysis.times?.find((it) => it.months === time)?.printed
  return own === undefined ? months : `${own} (${months})`
}

function distinctPairs(rows: readonly Row[]): readonly Pick<Row, 'arm' | 'versus'>[] {
  return rows.filter((it, at) => rows.findIndex((other) => other.arm === it.arm && other.versus === it.versus) === at)
}

function linesTable(its: Effects, lines: readonly Line[], caption: string, first: boolean): Table {
  const { results, trial, rows } = its
  const name = labels(results)
  return withoutEmptyColumns({
    caption: `${caption}, as rebuilt`,
    columns: [
      column('Measure'),
      ...armColumns(its),
      column('Difference or ratio', 'right'),
      column('Reconstruction spread', 'right'),
      column('As reported', 'right'),
    ],
    rows: lines.flatMap((line) =>
      times(rows, line).flatMap((time) => {
        const at = (measure: string): readonly Row[] => rows.filter((it) => it.measure === measure && it.time === time)
        const found = at(line.contrast).filter((it) => it.versus !== '')
        const inArms = armsInOrder(trial).map((arm) => at(line.arm).find((it) => it.arm === arm.id && it.versus === ''))
        return (found.length === 0 ? [undefined] : found).map((contrast, rank) => [
          name.measure(line.arm === '' ? line.contrast : line.arm, time) +
            (contrast !== undefined && found.length > 1
              ? `, ${name.arm(trial.id, contrast.arm)} v. ${name.arm(trial.id, contrast.versus)}`
              : ''),
          ...inArms.map((it) => (it && rank === 0 ? cellText(it, its) : '')),
          contrast ? cellText(contrast, its) : '',
          contrast ? spread(contrast) : '',
          contrast?.reported ?? '',
        ])
      }),
    ),
    note:
      beyondNote(
        its,
        lines.flatMap((it) => [it.arm, it.contrast]),
      ) + effectsNote(its, lines[0], first),
  })
}

/** Times of a line's rows, ascending; null first for measures without a time. */
function times(rows: readonly Row[], line: Line): readonly (number | null)[] {
  const timed = atTimes.includes(line)
  const found = rows.filter(
    (it) =>
      (timed || it.time === null) && (it.measure === line.contrast || (line.arm !== '' && it.measure === line.arm)),
  )
  return [...new Set(found.map((it) => it.time))].sort((a, b) => (a ?? -1) - (b ?? -1))
}

/** What lies beyond the evidence is said in the cell; so is the level where a table has several. */
function cellText(row: Row, { several, results }: Effects): string {
  const beyond = isExtrapolated(results, row) ? ' †' : ''
  const level = several && row.level !== null ? `, ${intervalName(row.level)}` : ''
  const precise =
    row.measure === 'p-value' && row.estimate !== null ? pValueLikeReported(row.reported, row.estimate) : null
  return `${precise ?? formatEstimate(row)}${level}${beyond}`
}

/** 2.5% and 97.5% points over the reconstruction draws, or nothing. */
export function spread(row: Row): string {
  return formatInterval(row.measure, row.spreadLower, row.spreadUpper) ?? ''
}

/** Only under a table that has the mark. */
const beyondNote = ({ rows, results }: Effects, shown: readonly string[]): string =>
  rows.some((it) => isExtrapolated(results, it) && shown.includes(it.measure))
    ? '† Extrapolated: beyond the last printed figure of an arm that it needs, so the model’s alone. '
    : ''

function neededNote({ rows, results, trial }: Effects): string {
  const needed = rows.filter((it) => it.measure === 'number-needed-to-treat' && it.estimate !== null)
  const [row] = needed
  if (row === undefined) return ''
  const name = labels(results)
  const through = needed.some((it) => it.upper === null || it.upper < 0)
  return (
    `Number needed to treat: patients in ${name.arm(trial.id, row.arm)} rather than ${name.arm(trial.id, row.versus)} for one more of them free of the event ` +
    `at that time, and at no other; one over the difference, identified ${inWords.identification[row.identification][1]}. ` +
    (through
      ? 'Where the interval of the difference holds 0, that of the number runs through infinity to a number for one more with the event (“the other way”). '
      : '')
  )
}

/** In full under the first table of its kind; under the others what has no number. */
function effectsNote({ results, rows }: Effects, line: Line | undefined, first: boolean): string {
  if (!first) return `Brackets and spread: as said above.${notEstimable(results, rows)}`
  const intervals =
    `In brackets: ${levels(rows)}. ` +
    'Their width rests on the numbers at risk of the rebuilt patients, which are the model’s where the paper prints none.'
  const lacking = notEstimable(results, rows)
  const has = rows.some((it) => it.versus !== '' && line !== undefined && spread(it) !== '')
  if (!has) return intervals + lacking
  return (
    `${intervals}${lacking} Spread: 2.5% and 97.5% points over draws from the model, what it leaves open where the paper prints no figure; left out ` +
    'where it prints one. Drawn curves keep printed landmarks and medians to their rounding; the patients drawn from them do so only nearly, and keep neither the total of events nor the hazard ratio.' +
    uncalibrated(results, 'spread of published measures')
  )
}

/** Why a cell of the table has no number. */
function notEstimable(results: Results, rows: readonly Row[]): string {
  const name = labels(results)
  return rows
    .filter((it) => it.status === 'not-estimable')
    .flatMap((row) => {
      const reason = /Not estimable: [^.]*(?:\.\d[^.]*)*\./u.exec(row.assumption)?.[0]
      return reason === undefined ? [] : [` ${name.quantity(row)}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`]
    })
    .join('')
}
