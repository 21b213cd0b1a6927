import type { EndpointEvidence } from '../evidence/evidence.ts'
import { unpinnedAfter } from './last-evidence.ts'
import type { Trial } from '../record/trial.ts'
import { unseenRisk } from '../reconstruct/coverage-is-measured.ts'
import type { Case } from './case.ts'

/** What the numbers of a reconstruction cannot say, as sentences for the report. */
export function limitsOf({ reconstruction, record, notes: ofEvidence }: Case): readonly string[] {
  const { evidence, notes, horizon, calibrated, uncalibrated } = reconstruction
  const name = record.trial.trial
  const unpinned = unpinnedAfter(evidence, horizon.months)
  const splitless =
    evidence.events !== null && evidence.arms.length > 1 && evidence.arms.some((it) => it.events === null)
  return [
    `${name}: these are not the patients of the trial. The rebuilt patients agree with the printed figures; others do too, and nothing about single patients can be read from them. No covariates are known: no subgroup, adjusted or stratified analysis is possible.`,
    ...(unpinned === null
      ? []
      : [
          `${name}: no printed median, survival figure or number at risk pins the curve ${unpinned}. What lies beyond is the model’s alone, and measures that need it say so.`,
        ]),
    ...unreadOf(record.trial),
    ...(splitless
      ? [
          `${name}: the paper prints ${evidence.events.printed} events in all and none per arm; the split between the arms, and with it every count of events, censorings and patients at risk, is a model’s.`,
        ]
      : []),
    ...(evidence.arms.every((it) => it.atRisk.length === 0)
      ? [
          followed(evidence)
            ? `${name}: no numbers at risk are recorded, so that when patients were censored follows from the follow-up figures and the model.`
            : `${name}: neither numbers at risk nor a follow-up are recorded: when patients were censored, and how long the curves go on, is the model’s alone.`,
        ]
      : []),
    ...(calibrated
      ? [
          `${name}: the bands, prediction intervals and spreads of the reconstruction depend on its prior. For figures of this kind their coverage was measured on 177 comparisons that the prior had not seen (docs/accuracy.md, docs/accuracy-draws.md), mostly of oncology; for a trial unlike those nothing is warranted${unseenRisk(evidence)}.`,
        ]
      : [
          `${name}: the bands, prediction intervals and spreads of the reconstruction depend on its prior, and for figures of this kind their coverage has not been measured${because(uncalibrated)}; read them as orders of magnitude.`,
        ]),
    // Skipped landmarks are among the notes of the reconstruction too.
    ...ofEvidence.flatMap(({ rule, message }) =>
      rule === 'landmark-beyond-follow-up' ? [] : [`${name}: ${message}.`],
    ),
    ...notes,
  ]
}

const followed = ({ followUp, arms }: EndpointEvidence): boolean =>
  followUp !== null || arms.some((it) => it.followUp !== null)

const because = (reasons: readonly string[]): string =>
  reasons.length === 0 ? '' : `, because ${reasons.join(', and ')}`

/** What is missing from the copy that the record was typed from: it may hold what is called not printed. */
function unreadOf({ trial, sources, unreadable = [] }: Trial): readonly string[] {
  const all = [
    ...Object.values(sources).flatMap(({ kind, note }) => (kind === 'primary' && note !== undefined ? [note] : [])),
    ...unreadable.map(({ at, what }) => `${at}: ${what}`),
  ]
  if (all.length === 0) return []
  return [
    `${trial}: what is called not printed was not found in the copy that was read, and that copy is not whole. ${all.join(' ')}`,
  ]
}
