import { analysed } from '../analysis/small.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

const shared = (id: string, method: string, role: string, data: string, identification: string): string => `
  - id: ${id}
    label: ${id}
    method: ${method}
    role: ${role}
    data: ${data}
    identification: ${identification}
    question: What comes out?
    estimand: { treatment: a, population: b, variable: c, intercurrent events: d, summary: e }
    assumptions: [An assumption.]
    arm: new
    control: old
`

const scenarios = [
  `${shared('infused', 'infused from itt', 'supplementary', 'reconstructed', 'assumption')}    infused: { stage: treated, of: randomised }
    waiting: [0, 1]
    measures: [milestone 6, milestone 12]
    not infused:
      - { id: at-once, label: all failed at once, survival: all fail, at: 0 }
      - { id: three, label: median 3 months, survival: exponential, median: 3 }
      - { id: as-old, label: as the old drug, survival: as control }
      - { id: none, label: none failed, survival: none fails }
`,
  `${shared('scaled', 'control arm scaled', 'sensitivity', 'reconstructed', 'assumption')}    multipliers: [0.5, 1, 2]
`,
  `${shared('periods', 'hazard ratio by period', 'supplementary', 'reconstructed', 'randomised')}    cuts: [6]
`,
  `${shared('drop-out', 'informative censoring', 'sensitivity', 'simulated', 'assumption')}    milestone: 12
    drop-out: { from: an assumed share, share: 1, before: 12 }
    delta: { to: 100, points: 5 }
`,
]

/** The made-up trial of the end-to-end tests under a plan with every scenario that a live page can change. */
export const livePlan = `${smallPlan.trimEnd()}${scenarios.join('').replaceAll(/\n\n/g, '\n')}`

export const analyseSmall = () => analysed(livePlan, smallRecord)
