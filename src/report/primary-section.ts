import type { EndpointText, Results, RiskRow } from '../result/frames.ts'
import { trimmed } from '../result/format.ts'
import { blocks } from './blocks.ts'
import type { Block } from './document.ts'
import { endpointsWithTrial } from './labels.ts'

/** The rebuilt curves of every endpoint with the reported figures on them, and what of the picture is the model's. */
export function primarySection(
  results: Results,
  figuresOf: (trial: string, endpoint: string) => readonly Block[],
): readonly Block[] {
  const shown = endpointsWithTrial(results).flatMap(({ endpoint, trial }) => {
    const figures = figuresOf(trial.id, endpoint.id)
    return figures.length === 0 ? [] : [...figures, ...cautions(results, endpoint)]
  })
  return shown.length === 0 ? [] : [blocks.section('The curves'), ...shown]
}

function cautions(results: Results, endpoint: EndpointText): readonly Block[] {
  const modelled = results.risk.some((it) => it.trial === endpoint.trial && it.endpoint === endpoint.id && it.modelled)
  const shown = results.risk.filter((it) => it.trial === endpoint.trial && it.endpoint === endpoint.id)
  const notes = [...unpinned(endpoint), ...(modelled ? [modelledCounts(results, shown)] : [])]
  return notes.length === 0 ? [] : [blocks.caution('What is the model’s here. ', notes.join(' '))]
}

/** Why numbers under curves are the model's: what the paper does not print of them. */
export function modelledCounts(results: Results, rows: readonly RiskRow[]): string {
  const printed = rows.every((row) =>
    results.reported.some(
      (it) => it.trial === row.trial && it.endpoint === row.endpoint && it.measure === 'events' && it.arm === row.arm,
    ),
  )
  const arms = new Set(rows.map(({ trial, arm }) => `${trial} ${arm}`)).size
  if (printed) {
    const events = arms === 1 ? 'the number of events' : 'the events of each arm'
    return `The paper prints ${events} but no numbers at risk: the numbers at the times between are the model’s.`
  }
  if (arms > 1)
    return 'Nothing that the paper prints fixes how the events divide between the arms: the numbers under the curves are the model’s.'
  const atRisk = rows.some((it) => it.time > 0 && it.reportedAtRisk !== '')
  const lacking = atRisk
    ? 'does not print the number of events'
    : 'prints neither the number of events nor numbers at risk'
  return `The paper ${lacking}: the numbers under the curve are the model’s.`
}

/** Where no reported figure pins a curve: before its first and after its last. */
function unpinned(endpoint: EndpointText): readonly string[] {
  const arms = (endpoint.pinned ?? []).flatMap(({ label, first, last }) => {
    if (first === null || last === null) return [`${label} anywhere`]
    if (first === last) return [`${label} but at ${trimmed(first, 1)} months`]
    const after = last < endpoint.horizon ? ` and after ${trimmed(last, 1)}` : ''
    return [`${label} before ${trimmed(first, 1)}${after} months`]
  })
  if (arms.length > 0)
    return [
      `No reported median, survival figure or number at risk pins the curve of ${arms.join(', nor that of ')}: there it is the model’s alone.`,
    ]
  return endpoint.lastEvidence < endpoint.horizon
    ? [
        `After ${trimmed(endpoint.lastEvidence, 1)} months no reported median, survival figure or number at risk pins the curves: from there they are the model’s.`,
      ]
    : []
}
