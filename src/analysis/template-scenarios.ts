import type { TemplateNames } from './template-names.ts'

/** One scenario of a new plan, behind "#": what it is for, and its lines. */
export interface TemplateScenario {
  readonly about: string
  readonly id: string
  readonly label: string
  readonly method: string
  readonly role: string
  readonly data: string
  readonly identification: string
  readonly question: string
  /** Lines of the method. */
  readonly fields: readonly string[]
  /** Absent where it is that of the reference. */
  readonly estimand?: { readonly population: string; readonly events: string; readonly summary: string }
  readonly assumption: string
  /** What a record must have for it. */
  readonly needs: readonly TemplateNeed[]
}

export type TemplateNeed = 'two arms' | 'stages'

/** What it needs follows from its lines, or is said. */
type Example = Omit<TemplateScenario, 'needs'> & Partial<Pick<TemplateScenario, 'needs'>>

const notInfused = 'Not being infused (principal stratum)'
const infusedAndControl = 'Those of the experimental arm who were infused, and the whole control arm'
const supplementary = { role: 'supplementary', data: 'reconstructed' } as const
const sensitivity = { role: 'sensitivity', identification: 'assumption' } as const
const diagnostic = { role: 'diagnostic', identification: 'none' } as const
/** Every method but "as published", in the order of what they need, with the names and times of a record. */
export function templateScenarios(names: TemplateNames): readonly TemplateScenario[] {
  const { experimental, control, early, late, unit, months, everybody } = names
  const arm = `arm: ${experimental}`
  const arms = [arm, `control: ${control}`] as const
  const infused = `infused: {stage: ${names.stage}, of: ${names.of}}       # names in the flow of the record`
  const laws = [
    'not infused:',
    '  - {id: fail-at-once, label: all failed at once, survival: all fail, at: 0}',
    `  - {id: exponential, label: median ${months(3)} ${unit}, survival: exponential, median: ${months(3)}}`,
    '  - {id: as-control, label: as the control arm, survival: as control}',
    '  - {id: none-fails, label: none failed, survival: none fails}',
  ]
  const dropOut = `drop-out: {from: the reconstruction}            # or {from: an assumed share, share: 0.5, before: ${late}}`
  const shows = (summary: string) => ({
    population: `${everybody}, grouped or counted as the method says`,
    events: 'As the method says; nothing causal is estimated',
    summary,
  })
  const all: readonly Example[] = [
    {
      ...supplementary,
      about: 'What randomisation shows without proportional hazards',
      id: 'effects-over-time',
      label: 'Effects over time',
      method: 'effects over time',
      identification: 'randomised',
      question: 'What does assignment do by each time?',
      fields: [...arms, `times: [${early}, ${late}]`],
      estimand: {
        population: everybody,
        events: 'As published',
        summary: 'Differences in restricted means and in survival, number needed to treat',
      },
      assumption: 'The curves were rebuilt from printed figures.',
    },
    {
      ...supplementary,
      about: 'The hazard ratio over all events, after a window and in periods',
      id: 'by-period',
      label: 'Hazard ratio by period',
      method: 'hazard ratio by period',
      identification: 'randomised',
      question: 'Does the ratio change over time?',
      fields: [...arms, `cuts: [${early}, ${late}]`],
      estimand: { population: everybody, events: 'As published', summary: 'Hazard ratios' },
      assumption: 'The ratio is constant in each period.',
    },
    {
      ...supplementary,
      about: 'Tests that weight early or late differences',
      id: 'weighted-tests',
      label: 'Weighted tests',
      method: 'weighted tests',
      identification: 'randomised',
      question: 'Do other weights than those of the log-rank test say the same?',
      fields: [...arms, 'weights: [[0, 0], [1, 0], [0, 1], [1, 1]]'],
      estimand: { population: everybody, events: 'As published', summary: 'Tests of equal curves' },
      assumption: 'The weights were chosen before seeing the curves.',
    },
    {
      ...supplementary,
      about: 'Those who were infused, for each assumption about those who were not',
      id: 'infused',
      label: 'The infused',
      method: 'infused from itt',
      identification: 'assumption',
      question: 'What was the curve of those who were infused, for each assumption about the others?',
      fields: [
        ...arms,
        infused,
        'waiting: [0]                                    # of those not infused, how many would still be',
        ...laws,
      ],
      estimand: { population: infusedAndControl, events: notInfused, summary: `Survival at ${late} ${unit}` },
      assumption: 'What happened to those who were not infused is not reported; each variant is an assumption.',
    },
    {
      ...supplementary,
      about: 'Whether any assumption about them reaches a difference',
      id: 'bounds',
      label: 'Bounds over those not infused',
      method: 'bounds over the not infused',
      identification: 'bounded',
      question: `Can any survival of those not infused bring the difference at ${late} ${unit} to 0?`,
      fields: [
        ...arms,
        infused,
        `milestone: ${late}`,
        `rmst: ${late}`,
        'target: 0',
        '# point under: [exclusion, monotonicity, no access in control]',
      ],
      estimand: {
        population: infusedAndControl,
        events: notInfused,
        summary: `Difference of survival at ${late} ${unit}`,
      },
      assumption: 'The curve of the whole arm is fixed at the rebuilt one.',
    },
    {
      ...sensitivity,
      about: 'The whole arm, where the paper prints the curve of the infused alone',
      id: 'itt-from-infused',
      label: 'Everybody who enrolled',
      method: 'itt from infused',
      data: 'reconstructed',
      question: 'What would the curve be of all who enrolled?',
      fields: [
        arm,
        infused,
        'clock: enrolment',
        'lags:',
        '  - {id: none, label: one clock, months: 0}',
        `  - {id: five-weeks, label: ${months(1)} to ${months(2)} ${unit}, minimum: ${months(1)}, median: ${months(1.2)}, maximum: ${months(2)}}`,
        'not infused:',
        '  - {id: fail-at-once, label: all failed at once, survival: all fail, at: 0}',
        '  - {id: as-infused, label: as the infused, survival: as the infused}',
        `measures: [median, milestone ${late}, rmst ${late}]`,
      ],
      assumption: 'What happened to those who were not infused is not reported; each variant is an assumption.',
    },
    {
      ...diagnostic,
      about: 'Those not infused, where the paper prints both the whole arm and the infused',
      id: 'not-infused',
      label: 'Those not infused',
      method: 'what the not infused must have been',
      data: 'reconstructed',
      identification: 'bounded',
      question: 'What must the survival of those not infused have been for both curves to agree?',
      fields: [
        arm,
        infused,
        `borrow: {record: my-trial-2026, endpoint: pfs-infused, arm: ${experimental}}`,
        `lag: {months: ${months(1)}}                                # from the clock of the arm to that of the infused`,
        `measures: [median, milestone ${late}]`,
      ],
      estimand: {
        population: 'Those of the experimental arm who were not infused',
        events: notInfused,
        summary: `Survival at ${late} ${unit}`,
      },
      assumption: 'Both curves are about the same patients.',
    },
    {
      ...sensitivity,
      about: 'Response among all, where the paper counts it among the infused (or the other way round)',
      id: 'response',
      label: 'Response by denominator',
      method: 'response by denominator',
      data: 'counts',
      question: 'What is the response in the whole arm?',
      role: 'supplementary',
      fields: [
        arm,
        `figure: response.${experimental}.overall-response   # id of a figure in a table of the record`,
        infused,
      ],
      estimand: {
        population: `${everybody} of the arm`,
        events: 'Not being infused (composite)',
        summary: 'Share of responders',
      },
      assumption: 'How many of those not infused responded is not reported.',
    },
    {
      ...diagnostic,
      about: 'The bias of grouping patients by what they got',
      id: 'as-treated',
      label: 'As treated',
      method: 'as treated',
      data: 'simulated',
      question: 'How far does the grouping alone move the hazard ratio?',
      fields: [
        ...arms,
        infused,
        `infusion: {minimum: ${months(1)}, median: ${months(1.5)}, maximum: ${months(4)}}`,
        `window: ${months(4)}`,
        `landmarks: [${months(2)}, ${months(3)}, ${months(4)}]`,
      ],
      estimand: shows('Hazard ratio'),
      assumption: 'Times of infusion are simulated.',
    },
    {
      ...diagnostic,
      about: 'Needs the scenario before this one: how strong confounding would have to be to explain it away',
      id: 'e-value',
      label: 'E-values',
      method: 'e-value',
      data: 'simulated',
      question: 'How strong must confounding be to explain the ratios as treated away?',
      fields: ['of: as-treated'],
      needs: ['two arms', 'stages'],
      estimand: shows('E-value'),
      assumption: 'Times of infusion are simulated.',
    },
    {
      about: 'What guarantee time does by itself, in a model',
      id: 'illness-death',
      label: 'Illness-death model',
      method: 'illness-death',
      role: 'supplementary',
      data: 'simulated',
      identification: 'assumption',
      question: 'Who waits, is infused and has had the event by each time?',
      fields: [
        arm,
        infused,
        `median lag: ${months(1.5)}`,
        `after infusion: {through: ${late}}                    # or {median: ${late}}`,
        `times: [${early}, ${late}]`,
      ],
      estimand: {
        population: `${everybody} of the arm`,
        events: 'Being infused (a state)',
        summary: 'Shares of states',
      },
      assumption: 'Constant hazards, the same for all.',
    },
    {
      ...sensitivity,
      about: 'How informative drop-out must have been for the lower limit of a milestone difference to reach a target',
      id: 'informative-censoring',
      label: 'Informative drop-out',
      method: 'informative censoring',
      data: 'simulated',
      question: 'How much worse must those who dropped out have done for the result to fall?',
      fields: [
        ...arms,
        'other arm: at random                            # at random | opposite',
        dropOut,
        `milestone: ${late}`,
      ],
      assumption:
        'After dropping out a patient of the experimental arm has delta times the hazard of those who stayed.',
    },
    {
      ...sensitivity,
      about: 'The same in both arms at once',
      id: 'drop-out-of-both-arms',
      label: 'Drop-out of both arms',
      method: 'drop-out of both arms',
      data: 'simulated',
      question: 'How informative must drop-out have been in each arm for the result to fall?',
      fields: [...arms, dropOut],
      assumption: 'After dropping out the hazard of an arm is multiplied by its delta.',
    },
    {
      ...sensitivity,
      about: 'What named assumptions about drop-outs give',
      id: 'drop-out-assumed',
      label: 'Drop-out under named assumptions',
      method: 'drop-out assumed',
      data: 'simulated',
      question: 'What do named assumptions about drop-outs give?',
      fields: [
        ...arms,
        dropOut,
        'after drop-out: [{as: at random}, {as: delta, delta: 2}, {as: jump to reference}]',
        `milestone: ${late}`,
        `rmst: ${late}`,
      ],
      assumption: 'Each variant says what became of those who dropped out.',
    },
    {
      about: 'Whether one arm is censored earlier than the other',
      id: 'early-censoring',
      label: 'Early censoring',
      method: 'early censoring',
      role: 'diagnostic',
      data: 'reconstructed',
      identification: 'bounded',
      question: 'Who was censored early, and what may have become of them?',
      fields: [...arms, `times: [${early}]`, `milestone: ${late}`],
      estimand: shows('Counts of censorings, range of the difference in survival'),
      assumption: 'The times of censorings between printed figures are the model’s.',
    },
    {
      ...sensitivity,
      about: 'What a better or worse control arm would give',
      id: 'control-scaled',
      label: 'Control arm scaled',
      method: 'control arm scaled',
      data: 'reconstructed',
      question: 'How much better must the control arm do for the result to fall?',
      fields: [...arms, 'multipliers: [0.6, 0.8, 1]', 'tip: {measure: hazard ratio, reaches: upper, target: 1}'],
      assumption: 'The hazard of the control arm is multiplied at all times.',
    },
    {
      ...sensitivity,
      about: 'The control arm of another record (named under "other records")',
      id: 'control-replaced',
      needs: ['two arms'],
      label: 'Control arm replaced',
      method: 'control arm replaced',
      data: 'reconstructed',
      question: 'What if the control arm had been that of another trial?',
      fields: [arm, 'borrow: {record: other-trial-2020, endpoint: pfs, arm: control}', '# lag: 0'],
      assumption: 'The patients, care and assessments of both trials are alike.',
    },
    {
      ...diagnostic,
      about: 'A single arm beside an arm of another record; a hazard ratio is refused',
      id: 'historical-control',
      label: 'Beside a historical control',
      method: 'beside a historical control',
      data: 'reconstructed',
      question: 'What do both curves show, each on its own clock?',
      fields: [
        arm,
        'borrow: {record: other-trial-2020, endpoint: pfs, arm: control}',
        `measures: [median, milestone ${late}]`,
      ],
      estimand: shows(`Median, survival at ${late} ${unit}`),
      assumption: 'Nothing is compared.',
    },
    {
      ...sensitivity,
      about: 'Progression is seen only at visits',
      id: 'visits',
      label: 'Assessment schedule',
      method: 'assessment schedule',
      data: 'reconstructed',
      question: 'How far do the visits move the results?',
      fields: [
        ...arms,
        `visits: {arm: {first: ${months(1)}, every: ${months(1)}}, control: {first: ${months(2)}, every: ${months(2)}}}`,
      ],
      assumption: 'An event is seen at the next visit.',
    },
    {
      about: 'As if none of the control arm had switched; who switched, and when, is simulated',
      id: 'switching',
      label: 'Without switching',
      method: 'treatment switching',
      role: 'supplementary',
      data: 'simulated',
      identification: 'assumption',
      question: 'What would the ratio be if nobody had switched?',
      fields: [
        ...arms,
        'switched: 0.3',
        `switching: {minimum: ${months(2)}, median: ${months(6)}, maximum: ${months(20)}}`,
      ],
      estimand: {
        population: everybody,
        events: 'Switching (hypothetical: none)',
        summary: 'Hazard ratio',
      },
      assumption: 'Treatment stretches everybody’s remaining time alike, whenever it begins.',
    },
    {
      ...supplementary,
      about: 'The same from the ratio alone: an order of magnitude, refused near 1',
      id: 'aggregate-scaling',
      label: 'Scaled for switching',
      method: 'aggregate scaling',
      identification: 'assumption',
      question: 'What order of magnitude would the ratio have without switching?',
      fields: [...arms, "exposed: [0.1, 0.3]                              # shares of the control arm's person-time"],
      estimand: {
        population: everybody,
        events: 'Switching (hypothetical: none)',
        summary: 'Hazard ratio',
      },
      assumption: 'The effect on the log scale is diluted in proportion to the exposed share.',
    },
    {
      ...diagnostic,
      about: 'How few patients carry the p-value over 0.05',
      id: 'fragility',
      label: 'Fragility',
      method: 'fragility',
      data: 'reconstructed',
      question: 'How few patients carry the p-value over 0.05?',
      fields: [...arms, 'alpha: 0.05'],
      estimand: shows('Number of patients'),
      assumption: 'It restates the p-value together with the size of the trial.',
    },
    {
      ...sensitivity,
      role: 'supplementary',
      about: 'Priors instead of single assumptions',
      id: 'bias-analysis',
      label: 'Probabilistic bias analysis',
      method: 'probabilistic bias',
      data: 'simulated',
      question: 'What do priors about those not infused and the control arm give together?',
      fields: [
        ...arms,
        infused,
        `milestone: ${late}`,
        'priors:',
        '  survival of those not infused: {prior: uniform, from: 0, to: 0.5}',
        '  control hazard multiplier: {prior: log-normal, median: 1, log standard deviation: 0.1}',
      ],
      assumption: 'The priors are ours.',
    },
  ]
  return all.map((it) => ({ needs: needsOf(it.fields, arms[1], infused), ...it }))
}

function needsOf(fields: readonly string[], control: string, infused: string): readonly TemplateNeed[] {
  return [
    ...(fields.includes(control) ? (['two arms'] as const) : []),
    ...(fields.includes(infused) ? (['stages'] as const) : []),
  ]
}
