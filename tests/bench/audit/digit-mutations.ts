import type { RandomNumbers } from '../../../src/numeric/random-stream.ts'
import { type RecordedFigure, recordedFigures } from '../../../src/record/recorded-figures.ts'
import type { Path } from '../../../src/record/spans.ts'
import type { Trial } from '../../../src/record/trial.ts'

export interface Mutation {
  readonly figure: string
  /** What it is a figure of: "median", "count (percent)", "follow-up". */
  readonly kind: string
  /** "71 (66-77) -> 74 (66-77)". */
  readonly change: string
  readonly trial: Trial
}

/** Figures of a record that hold a digit; text is none of them. */
export function digitFigures(trial: Trial): readonly RecordedFigure[] {
  return recordedFigures(trial).filter((it) => it.class !== 'words' && leavesOf(trial, it).length > 0)
}

/** Up to `most` copies of the record in which one digit of the figure is another, drawn from all of them. */
export function digitMutations(
  trial: Trial,
  figure: RecordedFigure,
  most: number,
  random: RandomNumbers,
): readonly Mutation[] {
  const all = leavesOf(trial, figure).flatMap(({ path, text, value }) =>
    otherDigits(text).map((changed) => ({
      path,
      text,
      changed,
      value: typeof value === 'number' ? Number(changed) : changed,
    })),
  )
  const drawn = Array.from({ length: Math.min(most, all.length) }, () => all.splice(random.integer(all.length), 1)[0]!)
  return drawn.map(({ path, text, changed, value }) => ({
    figure: figure.id,
    kind: kindOf(trial, figure),
    change: `${text} -> ${changed}`,
    trial: replaced(trial, path, value) as Trial,
  }))
}

/** What a figure is of, as a reader would say it. */
export function kindOf(trial: Trial, { class: section, path }: RecordedFigure): string {
  if (section === 'time to event') {
    const measure = String(path[2] === 'arms' ? path[4] : path[3])
    return { n: 'patients analysed', total: 'events' }[measure] ?? measure
  }
  if (section !== 'table') return section
  const [, table = '', , row = ''] = path.map(String)
  const it = trial.tables?.[table]
  return path.includes('contrast') ? 'ratio of a table' : `table, ${it?.rows[row]?.form ?? it?.form ?? ''}`
}

interface Leaf {
  readonly path: Path
  readonly text: string
  readonly value: string | number
}

const ownFields = ['printed', 'count', 'of', 'percent', 'date']

/** The texts and numbers that print a figure, its line of percentages with it; not those of other places or sources. */
function leavesOf(trial: Trial, { path }: RecordedFigure): readonly Leaf[] {
  const percents = path.map((it) => (it === 'cells' ? 'percents' : it))
  const places = path.includes('cells') ? [path, percents] : [path]
  return places.flatMap((place) =>
    leavesAt(
      place.reduce<unknown>((it, key) => child(it, key), trial),
      place,
    ),
  )
}

function leavesAt(value: unknown, path: Path): readonly Leaf[] {
  if (typeof value === 'number' || typeof value === 'string') {
    return /\d/u.test(String(value)) ? [{ path, text: String(value), value }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return ownFields.flatMap((key) => leavesAt(child(value, key), [...path, key]))
}

const child = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

/** Each digit as each other one, but for a zero before others. */
function otherDigits(text: string): readonly string[] {
  return [...text.matchAll(/\d/gu)].flatMap(({ 0: digit, index }) => {
    const leads = !/[\d.·]/u.test(text[index - 1] ?? '') && /\d/u.test(text[index + 1] ?? '')
    return Array.from('0123456789')
      .filter((other) => other !== digit && !(leads && other === '0'))
      .map((other) => text.slice(0, index) + other + text.slice(index + 1))
  })
}

/** A copy of `it` in which another value stands at `path`. */
function replaced(it: unknown, [key, ...below]: Path, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(it)) return it.map((item: unknown, at) => (at === key ? replaced(item, below, value) : item))
  return { ...(it as object), [key]: replaced(child(it, key), below, value) }
}
