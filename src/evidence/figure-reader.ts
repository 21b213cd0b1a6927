import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import type { EstimateFigure, Figure, Measure, Unit } from './evidence.ts'
import { parseEstimate, parseQuantity, parseRange, type PrintContext, type PrintedNumber } from './parse-estimate.ts'
import type { Parsed, PrintProblem } from './print-problem.ts'
import type { RecordProblem } from './record-problem.ts'
import { onLattice, type TimeUnit } from './time-unit.ts'

/** Where a part of the record says that it stands; parts inherit from what holds them. */
export interface Place {
  readonly at?: string
  readonly source?: string
  readonly note?: string
}

export interface PrintedFigure extends Place {
  readonly printed: string
  readonly level?: string
}

interface PrintedCount extends Place {
  readonly count: number
}

type Limited = 'median' | 'survival' | 'rmst' | 'rmst-difference' | 'hazard-ratio'

/** What a figure is, apart from its digits. */
export interface Slot<M extends Measure = Measure> {
  readonly measure: M
  readonly arm: string
  readonly path: Path
  /** What holds the figure, innermost first. */
  readonly within: readonly Place[]
  /** As printed, for the id, and in months. */
  readonly time?: { readonly printed: string; readonly months: number }
  /** From the second on it is part of the id. */
  readonly ordinal?: number
}

const UNITS: Readonly<Record<Measure, Unit>> = {
  patients: 'count',
  median: 'months',
  'median-lower': 'months',
  'median-upper': 'months',
  survival: 'proportion',
  'survival-lower': 'proportion',
  'survival-upper': 'proportion',
  rmst: 'months',
  'rmst-lower': 'months',
  'rmst-upper': 'months',
  'rmst-difference': 'months',
  'rmst-difference-lower': 'months',
  'rmst-difference-upper': 'months',
  'at-risk': 'count',
  events: 'count',
  'hazard-ratio': 'ratio',
  'hazard-ratio-lower': 'ratio',
  'hazard-ratio-upper': 'ratio',
  'p-value': 'probability',
  'follow-up-median': 'months',
  'follow-up-minimum': 'months',
  'follow-up-maximum': 'months',
}

/** Turns the printed strings of one endpoint into figures, and remembers where each stands and what could not be read. */
export class FigureReader {
  /** Place of each figure in the record, by figure id; limits stand where their estimate stands. */
  readonly paths = new Map<string, Path>()
  readonly problems: RecordProblem[] = []
  readonly timeUnit: TimeUnit
  readonly #trial: Trial
  readonly #endpoint: string

  constructor(trial: Trial, endpoint: string, timeUnit: TimeUnit) {
    this.#trial = trial
    this.#endpoint = endpoint
    this.timeUnit = timeUnit
  }

  estimate(it: PrintedFigure | undefined, slot: Slot<Limited>): EstimateFigure | null {
    if (it === undefined) return null
    const level = proportion(it.level ?? this.#trial['interval level'])
    const read = this.#read(slot, parseEstimate(it.printed, { ...this.#context(slot), level }))
    if (read === null) return null
    const estimate = this.#figure(read.estimate, slot, it)
    if (read.interval === null) return { estimate, interval: null }
    const lower = this.#figure(read.interval.lower, { ...slot, measure: `${slot.measure}-lower` }, it)
    const upper = this.#figure(read.interval.upper, { ...slot, measure: `${slot.measure}-upper` }, it)
    return { estimate, interval: { level: read.interval.level, lower, upper } }
  }

  quantity(it: PrintedFigure | undefined, slot: Slot): Figure | null {
    if (it === undefined) return null
    const read = this.#read(slot, parseQuantity(it.printed, this.#context(slot)))
    return read === null ? null : this.#figure(read, slot, it)
  }

  /** The estimate alone of a figure that may carry an interval which nobody needs. */
  withoutInterval(it: PrintedFigure | undefined, slot: Slot): Figure | null {
    if (it === undefined) return null
    const read = this.#read(slot, parseEstimate(it.printed, this.#context(slot)))
    if (read?.interval) {
      const id = this.#id(slot)
      const message = `the interval of ${id} ${it.printed} is not used: no method of such intervals is assumed`
      this.problems.push({ severity: 'note', rule: 'not-used', path: slot.path, message, figures: [id] })
    }
    return read === null ? null : this.#figure(read.estimate, slot, it)
  }

  range(it: PrintedFigure | undefined, lower: Slot, upper: Slot): readonly [Figure | null, Figure | null] {
    if (it === undefined) return [null, null]
    const read = this.#read(lower, parseRange(it.printed, this.#context(lower)))
    return read === null ? [null, null] : [this.#figure(read.lower, lower, it), this.#figure(read.upper, upper, it)]
  }

  count(it: PrintedCount | undefined, slot: Slot): Figure | null {
    if (it === undefined) return null
    const printed = String(it.count)
    const read = this.#read(slot, parseQuantity(printed, { unit: 'count' }))
    return read === null ? null : this.#figure(read, slot, it)
  }

  /** A time at which something is counted (6 of "6: 73%", "8 weeks"), in months, where patients can stand; `null` with a problem noted. */
  time(printed: string, path: Path, atKey: boolean): number | null {
    const months = this.months(printed, path, atKey)
    return months === null ? null : onLattice(months)
  }

  /** How long something lasts, in months; `null` with a problem noted. */
  months(printed: string, path: Path, atKey: boolean): number | null {
    const read = parseQuantity(printed, { unit: 'months', timeUnit: this.timeUnit })
    if (read.kind === 'value' && read.value.quantity.kind === 'number') return read.value.quantity.value
    if (read.kind === 'problems') this.#note(read.problems, { path, atKey })
    else {
      const problem = {
        rule: 'unclear-time',
        message: `"${printed}" is not a time`,
        expected: 'a time such as 6 or "8 weeks"',
      }
      this.problems.push({ severity: 'error', path, atKey, ...problem, found: printed })
    }
    return null
  }

  #context(slot: Slot): PrintContext {
    const signed = slot.measure === 'rmst-difference' && { signed: true as const }
    return { unit: UNITS[slot.measure], timeUnit: this.timeUnit, ...signed }
  }

  #read<T>(slot: Slot, read: Parsed<T>): T | null {
    if (read.kind === 'value') return read.value
    this.#note(read.problems, { path: slot.path, figures: [this.#id(slot)] })
    return null
  }

  #note(problems: readonly PrintProblem[], where: Pick<RecordProblem, 'path' | 'atKey' | 'figures'>): void {
    for (const { rule, message, expected, found, mend } of problems) {
      this.problems.push({ severity: 'error', ...where, rule, message, expected, found, mend })
    }
  }

  #figure(number: Pick<PrintedNumber, 'printed' | 'quantity'>, slot: Slot, it: Place): Figure {
    const id = this.#id(slot)
    this.paths.set(id, slot.path)
    const at = [it, ...slot.within].find((place) => place.at !== undefined)?.at
    const named = [it, ...slot.within].find((place) => place.source !== undefined)?.source
    const { measure, arm, time } = slot
    return {
      id,
      endpoint: this.#endpoint,
      arm,
      measure,
      ...(time !== undefined && { time: time.months, when: inWords(time.printed, this.timeUnit) }),
      printed: number.printed,
      quantity: number.quantity,
      unit: UNITS[measure],
      source: named ?? this.#trial.source ?? Object.keys(this.#trial.sources)[0] ?? '',
      ...(at !== undefined && { at }),
      ...(it.note !== undefined && { note: it.note }),
    }
  }

  #id({ arm, measure, time, ordinal = 1 }: Slot): string {
    const unit = this.timeUnit === 'months' ? '' : this.timeUnit
    const at = time === undefined ? '' : `@${time.printed}${unit}`
    return `${this.#endpoint}.${arm}.${measure}${at}${ordinal === 1 ? '' : `#${ordinal}`}`
  }
}

function inWords(time: string, unit: TimeUnit): string {
  return `${time} ${time === '1' ? unit.slice(0, -1) : unit}`
}

function proportion(level: string): number {
  const read = parseQuantity(level, { unit: 'proportion', scale: 'percent' })
  return read.kind === 'value' && read.value.quantity.kind === 'number' ? read.value.quantity.value : 0.95
}
