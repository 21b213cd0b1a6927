import { figureId } from './figure-id.ts'
import { figureSlug } from './figure-slug.ts'
import { remembered } from './remembered.ts'
import type { Path } from './spans.ts'
import type { Trial } from './trial.ts'

export interface Print {
  /** As the record has it; a count with its denominator and percentage is one print: "75/254 (30%)". */
  readonly printed: string
  /** Name of the source that prints it so. */
  readonly source: string
  /** Where it stands there, as far as the record says. */
  readonly at?: string
}

/** `words`: text that may hold numbers (who could take part, the schedule of visits) and is no figure of its own. */
export type FigureClass =
  | 'time to event'
  | 'table'
  | 'denominator'
  | 'quantity'
  | 'flow'
  | 'follow-up'
  | 'calculation'
  | 'design'
  | 'claim'
  | 'words'

/** What is printed at one place of a record: a number with its limits, its count or its percentage. */
export interface RecordedFigure {
  readonly id: string
  readonly class: FigureClass
  readonly path: Path
  /** The figure itself, then what is printed for it elsewhere or by another source. */
  readonly prints: readonly Print[]
  /** Words of the record around it: its time, row, grade, label, level. */
  readonly around: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

interface Scope {
  readonly trial: Trial
  readonly source: string
  readonly at?: string
  readonly around: readonly string[]
}

/** Parts that speak about the record itself. */
const aboutTheRecord = new Set(['id', 'sources', 'source', 'interval level', 'unreadable', 'accepted', 'note'])

/** Fields that place a figure, or that belong to it. */
const placing = ['at', 'source', 'note']
const ownFields = new Set([...placing, 'also', 'printed', 'count', 'of', 'percent', 'words', 'date', 'level'])

/** Names of other parts of the record, and what is inferred: no print. */
const references = new Set([
  ...placing,
  ...['stage', 'partitions', 'sums', 'parts', 'within', 'unions', 'all arms of', 'pooled', 'permitted'],
  ...['rests on', 'hierarchy', 'inferred'],
  // Of a schedule of visits: its words in numbers.
  ...['schedule', 'window', 'between visits'],
])

/** Every figure of a record under its id, and every text under its place in the file; in the order of the schema. */
export const recordedFigures = remembered((trial: Trial): readonly RecordedFigure[] => {
  const source = trial.source ?? Object.keys(trial.sources)[0] ?? ''
  const scope = { trial, source, around: [trial['interval level']] }
  const found = Object.entries(trial).flatMap(([section, value]) =>
    aboutTheRecord.has(section) ? [] : [...walk(value, [section], scope)],
  )
  return eachOnce(found)
})

function* walk(value: unknown, path: Path, scope: Scope): Generator<RecordedFigure> {
  if (typeof value === 'string') yield text(path, [{ printed: value, source: scope.source }], scope.around)
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk(item, [...path, index], scope)
  if (!isFields(value)) return
  const source = sourceOf(value, scope.source)
  const at = typeof value['at'] === 'string' ? value['at'] : scope.at
  const placed = { source, ...(at !== undefined && { at }) }
  const around = [...scope.around, ...namesIn(path, scope.trial), ...textsOf(value)]
  const printed = printOf(value)
  if (printed !== null) {
    const own = printed === 'unreadable' ? [] : [{ printed, ...placed }]
    const prints = [...own, ...alternatives(value).flatMap((it) => alternative(it, source))]
    const isText = !('printed' in value) && !('count' in value)
    if (prints.length > 0)
      yield isText
        ? text(path, prints, around)
        : { id: figureId(scope.trial, path), class: classOf(path), path, prints, around }
  }
  for (const [key, below] of Object.entries(value)) {
    if (!references.has(key) && (printed === null || !ownFields.has(key)))
      yield* walk(below, [...path, key], { ...scope, ...placed, around })
  }
}

function text(path: Path, prints: readonly Print[], around: readonly string[]): RecordedFigure {
  return { id: path.map((it) => figureSlug(String(it))).join('.'), class: 'words', path, prints, around }
}

function classOf(path: Path): FigureClass {
  if (path.includes('follow-up')) return 'follow-up'
  switch (path[0]) {
    case 'endpoints':
      return 'time to event'
    case 'tables':
      return path.includes('of') ? 'denominator' : 'table'
    case 'quantities':
      return 'quantity'
    case 'flow':
    case 'arms':
      return 'flow'
    case 'calculations':
      return 'calculation'
    case 'claims':
      return 'claim'
    default:
      return 'design'
  }
}

/** What is printed, of a figure, a count, a statement or a date; `null` for every other part. */
export function printOf(it: Fields): string | null {
  const { printed, count, of, percent, words, date } = it
  if (typeof printed === 'string') return printed
  if (typeof count === 'number') {
    const total = typeof of === 'number' ? `/${of}` : ''
    return `${count}${total}${typeof percent === 'string' ? ` (${percent})` : ''}`
  }
  if (typeof words === 'string') return words
  return typeof date === 'string' ? date : null
}

/** Elsewhere is another place: nothing is inherited but the source. */
function alternative(it: Fields, source: string): readonly Print[] {
  const printed = printOf(it)
  if (printed === null || printed === 'unreadable') return []
  const at = typeof it['at'] === 'string' && { at: it['at'] }
  return [{ printed, source: sourceOf(it, source), ...at }]
}

function alternatives(it: Fields): readonly Fields[] {
  return Array.isArray(it['also']) ? it['also'].filter(isFields) : []
}

function sourceOf(it: Fields, inherited: string): string {
  return typeof it['source'] === 'string' ? it['source'] : inherited
}

/** The name of a part (a time, a row), and the column of a cell. */
function namesIn(path: Path, trial: Trial): readonly string[] {
  const last = path.at(-1)
  if (typeof last === 'string') return [last]
  const column =
    path[0] === 'tables' && path.length === 6 ? trial.tables?.[String(path[1])]?.columns[Number(last)] : null
  return [column?.grade, column?.label].filter((it) => it !== undefined)
}

function textsOf(it: Fields): readonly string[] {
  return Object.entries(it).flatMap(([key, value]) =>
    typeof value === 'string' && key !== 'printed' && !placing.includes(key) ? [value] : [],
  )
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands in two places of the file and is one figure: a stage in two chains, a percentage beside its count, a denominator over several columns. */
function eachOnce(found: readonly RecordedFigure[]): readonly RecordedFigure[] {
  const known = new Map<string, RecordedFigure>()
  const rest: RecordedFigure[] = []
  for (const it of found) {
    const first = known.get(it.id)
    if (first === undefined) known.set(it.id, it)
    else if (it.path.includes('percents')) known.set(it.id, { ...first, prints: [...first.prints, ...it.prints] })
    else if (!it.path.includes('columns') && !it.path.includes('chains')) rest.push(it)
  }
  return [...known.values(), ...rest]
}
