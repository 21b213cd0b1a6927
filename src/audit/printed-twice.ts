import { figureId } from '../record/figure-id.ts'
import { type Print, printOf } from '../record/recorded-figures.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'

/** A figure of which the record holds what is printed for it in several places or by several sources. */
export interface PrintedTwice {
  readonly id: string
  readonly path: Path
  /** The figure itself first. */
  readonly prints: readonly Print[]
}

type Fields = Readonly<Record<string, unknown>>

/** Every figure with alternatives (`also`), with the source and place of each print. */
export function printedTwice(trial: Trial): readonly PrintedTwice[] {
  const source = trial.source ?? Object.keys(trial.sources)[0] ?? ''
  return [...walk(trial, trial, [], { source })]
}

function* walk(trial: Trial, value: unknown, path: Path, place: Omit<Print, 'printed'>): Generator<PrintedTwice> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(trial, item, [...path, index], place)
  }
  if (!isFields(value)) return
  const here = placeOf(value, place)
  const printed = printOf(value)
  const also: readonly unknown[] = Array.isArray(value['also']) ? value['also'] : []
  if (printed !== null && also.length > 0) {
    const others = also.filter(isFields).flatMap((it): readonly Print[] => {
      const other = printOf(it)
      return other === null ? [] : [{ printed: other, ...placeOf(it, { source: here.source }) }]
    })
    yield { id: figureId(trial, path), path, prints: [{ printed, ...here }, ...others] }
  }
  for (const [key, below] of Object.entries(value)) {
    if (key !== 'also') yield* walk(trial, below, [...path, key], here)
  }
}

function placeOf(value: Fields, inherited: Omit<Print, 'printed'>): Omit<Print, 'printed'> {
  const { source, at } = value
  const place = typeof at === 'string' ? at : inherited.at
  return {
    source: typeof source === 'string' ? source : inherited.source,
    ...(place !== undefined && { at: place }),
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
