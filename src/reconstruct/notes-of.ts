import type { Figure } from '../evidence/evidence.ts'
import { print } from '../evidence/print.ts'
import type { Fit } from './fit.ts'
import { namedUnit, printedLike, printedTimeUnit } from '../evidence/printed-time-unit.ts'
import { patientsInDoubt } from './predict-patients.ts'
import type { Fidelity } from './reconstruction.ts'

/** Remarks on what happened: figures in doubt, figures that do not come back. Times in the unit in which they are printed, and it is said. */
export function notesOf(fit: Fit, fidelity: readonly Fidelity[]): string[] {
  const all = fidelity.map((it) => it.figure)
  const isCounted = all.some(({ measure }) => measure === 'at-risk')
  const notes = [...fit.notes]
  for (const { figure, unread } of fit.doubts) {
    const row = fidelity.find((it) => it.figure.id === figure)
    const shown = (x: number): string => (row === undefined ? '' : readable(x, row.figure, all))
    const predicted = row?.prediction
      ? `, which predict ${shown(row.prediction.value)} (95% interval ${shown(row.prediction.lower)} to ${shown(row.prediction.upper)})`
      : ''
    const printed = row === undefined ? '' : named(row.figure.printed, row.figure, all)
    const tied = row !== undefined && isTied(row.figure, fidelity) ? ' Events on that very day would explain it.' : ''
    const clusters = row?.figure.measure === 'follow-up-median' && !isCounted ? inClusters : ''
    const what =
      unread === undefined
        ? `does not fit the other figures${predicted}: it is given little weight.${tied}${clusters}`
        : `is not believed and not used (${unread}).`
    notes.push(`${figure}: ${printed} ${what}`)
  }
  for (const { figure, prediction } of patientsInDoubt(fidelity)) {
    const [value, lower, upper] = [prediction.value, prediction.lower, prediction.upper].map(Math.round)
    notes.push(
      `${figure.id}: ${figure.printed} patients do not fit the other figures, which predict ${value} (95% interval ${lower} to ${upper}). All counts are shares of this number, so that it binds all the same: what is rebuilt is to be believed only if it is right.`,
    )
  }
  const missed = fidelity.filter((row) => row.verdict === 'missed')
  if (missed.length > 0) {
    const list = missed
      .map(({ figure, rebuilt }) => {
        const again = print(rebuilt, printedLike(figure, all))
        return `${figure.id} (reported ${named(figure.printed, figure, all)}, rebuilt ${named(again, figure, all)})`
      })
      .join('; ')
    notes.push(`Not reproduced at printed precision by the rebuilt patients: ${list}.`)
  }
  return notes
}

/** Without numbers at risk the two cannot be told apart: a freer law of follow-up holds such figures no better (docs/decisions.md). */
const inClusters =
  ' It may be a misprint, or right where follow-up lies in two clusters, as of sites that opened far apart: these figures do not tell which.'

/** A number at risk above the survival printed for the same time: it counts those just before it. */
function isTied({ arm, measure, time, quantity }: Figure, fidelity: readonly Fidelity[]): boolean {
  const beside = (which: Figure['measure']): number | null => {
    const found = fidelity.find(
      ({ figure }) => figure.arm === arm && figure.measure === which && (which === 'patients' || figure.time === time),
    )
    return found?.figure.quantity.kind === 'number' ? found.figure.quantity.upper : null
  }
  if (measure !== 'at-risk' || quantity.kind !== 'number' || time === undefined) return false
  const before = fidelity.flatMap(({ figure }) =>
    figure.arm === arm && figure.measure === 'at-risk' && figure.quantity.kind === 'number' && (figure.time ?? 0) < time
      ? [figure.quantity.value]
      : [],
  )
  if (before.some((count) => count < quantity.value)) return false
  const [survival, patients] = [beside('survival'), beside('patients')]
  return survival !== null && patients !== null && quantity.value > survival * patients
}

const named = (text: string, figure: Figure, all: readonly Figure[]): string =>
  namedUnit(text, printedTimeUnit(figure, all))

/** A number in the unit of its figure, with one decimal more than the figure prints. */
function readable(x: number, figure: Figure, all: readonly Figure[]): string {
  if (!Number.isFinite(x)) return 'not reached'
  const { unit, quantity } = printedLike(figure, all)
  const finer = quantity.kind === 'number' ? { ...quantity, decimals: quantity.decimals + 1 } : quantity
  return named(print(x, { unit, quantity: finer }), figure, all)
}
