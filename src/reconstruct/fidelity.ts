import { agrees } from '../evidence/agrees.ts'
import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { figures } from '../evidence/evidence.ts'
import { print } from '../evidence/print.ts'
import type { Patients } from '../survival/patients.ts'
import { believed } from './believed.ts'
import type { Fit } from './fit.ts'
import { liesWithin } from './lies-within.ts'
import { predictionsOf } from './predictions.ts'
import type { RebuiltFigure } from './rebuilt-figure.ts'
import { twinsOf } from './rebuilt-figure.ts'
import type { PairTarget } from './ratio-target.ts'
import { pairTargets } from './ratio-target.ts'
import { tooNarrow } from './too-narrow.ts'
import type { Fidelity } from './reconstruction.ts'

const narrow =
  'no patients can give it: the limits lie nearer to the estimate than without a single censoring before that time, on the scale that suits the intervals of this arm best'

const follows = 'it nearly follows from the ratios of other pairs of these arms, to which the patients are fitted'

const idsOf = ({ contrast }: PairTarget): string[] => {
  const { estimate, interval = null } = contrast?.hazardRatio ?? {}
  return [estimate, interval?.lower, interval?.upper].flatMap((it) => it?.id ?? [])
}

/** Every printed figure beside its rebuilt twin, and predicted from all the others. */
export function fidelityOf(evidence: EndpointEvidence, fit: Fit, patients: Patients): Fidelity[] {
  const twins = twinsOf(evidence, patients, fit.model.horizon)
  const used = new Set(fit.observations.map((observation) => observation.figure))
  const usedGroups = new Set(fit.observations.map((observation) => observation.group))
  const asked = pairTargets(believed(evidence, fit.doubts))
  const matched = new Set(asked.map(({ target }) => target?.pValue?.figure))
  const impossible = new Set(evidence.arms.flatMap(tooNarrow))
  const following = new Set(asked.flatMap((it) => (it.target !== null && it.bent.length === 0 ? idsOf(it) : [])))
  const predict = predictionsOf(evidence, fit)
  const unread = new Map(fit.doubts.flatMap((it) => (it.unread === undefined ? [] : [[it.figure, it.unread] as const])))
  return figures(evidence).map((figure) => {
    const printed = twins.get(figure) ?? {
      value: null,
      verdict: 'withheld',
      reason: 'nothing rebuilt corresponds to it',
    }
    const why = unread.get(figure.id)
    // What is not read is neither reproduced nor missed.
    const twin: RebuiltFigure =
      why === undefined ? printed : { ...printed, verdict: 'contradicted', reason: `not believed and not used: ${why}` }
    const predictor = fit.predictors.find((it) => it.figure === figure)
    const group = predictor?.group ?? ''
    const predicted = predict(figure)
    const isMatched =
      why !== undefined
        ? false
        : figure.measure === 'p-value'
          ? matched.has(figure)
          : isInput(figure, used, usedGroups, group, twin)
    const row = beside(figure, twin, isMatched ? 'input' : 'held-out', predicted)
    if (row.verdict !== 'missed') return row
    const reason = impossible.has(figure.id) ? narrow : following.has(figure.id) ? follows : null
    return reason === null ? row : { ...row, reason }
  })
}

/** Numbers of patients and the extremes of follow-up go in without being an observation of the state. */
function isInput(
  figure: Figure,
  used: ReadonlySet<string>,
  groups: ReadonlySet<string>,
  group: string,
  twin: RebuiltFigure,
): boolean {
  if (figure.measure === 'patients') return true
  if (twin.shownBeside) return false
  if (twin.verdict !== undefined) return used.has(figure.id) || twin.goesIn === true
  return used.has(figure.id) || groups.has(group) || group === ''
}

/** A figure beside its rebuilt twin and what the others predict of it, with the verdict. */
export function beside(
  figure: Figure,
  twin: RebuiltFigure,
  role: Fidelity['role'],
  predicted: Omit<NonNullable<Fidelity['prediction']>, 'verdict'> | string | null,
): Fidelity {
  const prediction =
    predicted === null || typeof predicted === 'string'
      ? null
      : {
          ...predicted,
          verdict: liesWithin(figure, predicted.lower, predicted.upper)
            ? ('predicted' as const)
            : ('contradicted' as const),
        }
  const met = agrees(figure, twin.value)
  const own = role === 'held-out' && prediction !== null ? prediction.verdict : met ? 'reproduced' : 'missed'
  const reason = twin.reason ?? (typeof predicted === 'string' ? `not predicted: ${predicted}` : undefined)
  return {
    figure,
    role,
    rebuilt: twin.value,
    rebuiltPrinted: print(twin.value, figure),
    verdict: twin.verdict ?? own,
    prediction,
    ...(reason === undefined ? {} : { reason }),
  }
}
