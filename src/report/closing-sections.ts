import type { Results } from '../result/frames.ts'
import { blocks, code } from './blocks.ts'
import type { Block, Inline, Text } from './document.ts'

/** What was assumed to rebuild the curves, and what the numbers cannot say. */
export function limitsSections(results: Results): readonly Block[] {
  const calibration: readonly Text[] =
    results.analysis.calibrated === true
      ? []
      : [
          'The model’s intervals (prediction intervals, reconstruction spread and model band) are not calibrated: how often they cover on ' +
            'held-out trials has not been measured.',
        ]
  const limits = [...results.limits, ...calibration]
  return [
    ...(results.assumptions.length === 0
      ? []
      : [blocks.section('Assumptions of the reconstruction'), blocks.list(results.assumptions)]),
    ...(limits.length === 0 ? [] : [blocks.section('Limits'), blocks.list(limits)]),
  ]
}

/** Commands, seed and hash that give this report again, and the files beside it. */
export function reproductionSections(results: Results): readonly Block[] {
  const { id, seed, draws, planHash, written } = results.analysis
  const plan = `analyses/${id}.yaml`
  const records = results.endpoints.map(
    (it) => `remeier rebuild data/trials/${it.trial}.yaml --endpoint ${it.id} --seed ${seed} --out rebuilt/${it.trial}`,
  )
  return [
    blocks.section('How to reproduce this report'),
    {
      kind: 'code',
      language: 'sh',
      text: [`remeier report ${plan}`, `remeier report ${plan} --check`, ...records].join('\n'),
    },
    blocks.paragraph(
      'The first command writes this report, the second fails where it is stale, the others write the rebuilt patients and curves alone. ',
      'The same input gives the same bytes.',
    ),
    blocks.terms([
      { term: 'Seed', text: [code(String(seed))] },
      { term: 'Draws', text: [code(String(draws))] },
      { term: 'Plan', text: [code(plan), ', written ', written] },
      { term: 'Plan hash (SHA-256)', text: [code(planHash)] },
    ]),
    blocks.section('Data files'),
    blocks.list([
      file('results.csv', 'every number of this report, one a row, with what it rests on'),
      file('charts/', 'each figure as a Vega-Lite specification and as SVG'),
      file('provenance.json', 'inputs by hash, seed, and every reported figure with its source'),
      file('ipd.csv', 'the rebuilt patients: pseudo-data that reproduce printed figures, no persons'),
      file('curve.csv', 'the rebuilt curves with their intervals'),
      file('fidelity.csv', 'each reported figure beside its rebuilt twin and its held-out prediction'),
    ]),
  ]
}

const file = (name: string, holds: string): readonly Inline[] => [code(name), `: ${holds}`]
