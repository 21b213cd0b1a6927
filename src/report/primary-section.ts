import type { EndpointText, Results } from '../result/frames.ts'
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
  const notes = [
    ...(endpoint.lastEvidence < endpoint.horizon
      ? [
          `After ${trimmed(endpoint.lastEvidence, 1)} months no reported figure pins the curves: from there they are the model’s.`,
        ]
      : []),
    ...(modelled
      ? [
          'Nothing that the paper prints fixes how the events divide between the arms: the numbers under the curves are the model’s.',
        ]
      : []),
  ]
  return notes.length === 0 ? [] : [blocks.caution('What is the model’s here. ', notes.join(' '))]
}
