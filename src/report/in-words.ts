import type { Row } from '../result/row.ts'
import type { Verdict } from '../result/verdict.ts'

/** The closed lists of the result rows as words of a report: short, and in a sentence. */
export const inWords = {
  role: {
    reference: ['Reference', 'the result as published, rebuilt, with its own censoring rules'],
    sensitivity: ['Sensitivity', 'the same estimand under other assumptions'],
    supplementary: ['Supplementary', 'another estimand than the trial’s'],
    diagnostic: ['Diagnostic', 'shows how large a bias can be and estimates nothing causal'],
  },
  data: {
    counts: ['counts', 'counts that the paper prints'],
    reconstructed: ['reconstructed', 'reconstructed from printed figures'],
    simulated: ['simulated', 'simulated under an assumption'],
  },
  identification: {
    randomised: ['randomisation', 'by randomisation'],
    bounded: ['bounds', 'up to bounds over all that is left open, given the assumptions named here'],
    assumption: ['named assumptions', 'only by the assumptions named here'],
    none: ['none', 'by nothing: it has no causal reading'],
  },
  status: {
    ok: 'estimated',
    infeasible: 'infeasible on the rebuilt curve',
    'none-in-range': 'none in range',
    'multiple-roots': 'several roots',
    extrapolated: 'extrapolated beyond the evidence',
    'not-reached': 'not reached',
    'not-estimable': 'not estimable',
    refused: 'refused',
  },
  verdict: {
    reproduced: 'It went in and comes back at printed precision. This checks the machinery; it is not validation.',
    missed: 'It went in and does not come back at printed precision.',
    predicted: 'Held out, and inside the 95% interval predicted from the other figures.',
    contradicted: 'Held out, and outside the 95% interval predicted from the other figures.',
    'not-comparable':
      'What is computed here differs from it in definition, or only echoes it; both are shown, and neither counts as a test.',
    withheld: 'The evidence does not determine it, so no number is given.',
  },
} as const satisfies {
  role: Record<Row['role'], readonly [string, string]>
  data: Record<Row['data'], readonly [string, string]>
  identification: Record<Row['identification'], readonly [string, string]>
  status: Record<Row['status'], string>
  verdict: Record<Verdict, string>
}
