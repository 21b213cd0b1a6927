import type { AuditFigure, RuleRow } from '../../src/result/audit-results.ts'
import type { CurveRow, FidelityRow, ReportedRow, Results, RiskRow, ScenarioCurveRow } from '../../src/result/frames.ts'
import type { Row } from '../../src/result/row.ts'
import type { Reference } from '../../src/report/document.ts'
import { blankRow } from '../result/blank-row.ts'

/**
 * Results in the shape of KarMMa-3 (Rodriguez-Otero 2023). What is reported is as printed there; everything rebuilt is made up
 * for these tests and says nothing about the trial.
 */

const trial = 'karmma-3-2023'
const endpoint = 'pfs'
const contrast = 'ide-cel-vs-standard'

const printedFigure = (id: string, printed: string): AuditFigure => ({ id, printed, source: 'nejm', at: 'p 1006' })

const rules: readonly RuleRow[] = [
  { id: 'R07', name: 'ci-contains', agree: 'estimates lie in their intervals' },
  { id: 'R08', name: 'log-symmetric', agree: 'hazard ratios lie in the middle of their intervals' },
  { id: 'R14', name: 'landmark-hr', agree: 'pairs of landmarks give about the hazard ratio that is printed' },
  { id: 'R21', name: 'arm-sum', agree: 'totals are the sums of the arms' },
  { id: 'R27', name: 'info-fraction', agree: 'information fractions are the events over the planned events' },
  { id: 'R43', name: 'ratio-direction', agree: 'hazard ratios point the way of the curves' },
].map((it) => ({ ...it, compares: it.agree, worst: 'fail' as const }))

const row = (some: Partial<Row>): Row => ({ ...blankRow, seed: 20230216, sources: 'nejm, p 1006', ...some })
const ide = { arm: 'ide-cel' } as const
const standard = { arm: 'standard' } as const
const between = { arm: 'ide-cel', versus: 'standard' } as const

const published: readonly Row[] = [
  row({ ...ide, measure: 'survival', time: 6, estimate: 0.7303, lower: 0.6702, upper: 0.7811, reported: '73%' }),
  row({ ...standard, measure: 'survival', time: 6, estimate: 0.4021, lower: 0.3162, upper: 0.4864, reported: '40%' }),
  row({
    ...between,
    measure: 'survival-difference',
    time: 6,
    estimate: 0.3282,
    lower: 0.2251,
    upper: 0.4313,
    spreadLower: 0.3189,
    spreadUpper: 0.3361,
  }),
  row({ ...ide, measure: 'survival', time: 12, estimate: 0.5487, lower: 0.4827, upper: 0.6101, reported: '55%' }),
  row({ ...standard, measure: 'survival', time: 12, estimate: 0.2989, lower: 0.2194, upper: 0.3823, reported: '30%' }),
  row({
    ...between,
    measure: 'survival-difference',
    time: 12,
    estimate: 0.2498,
    lower: 0.1448,
    upper: 0.3548,
    standardError: 0.0536,
    spreadLower: 0.2404,
    spreadUpper: 0.2597,
  }),
  row({ ...ide, measure: 'median', estimate: 13.3, lower: 11.8, upper: 16.1, reported: '13.3 (11.8 to 16.1)' }),
  row({ ...standard, measure: 'median', estimate: 4.4, lower: 3.4, upper: 5.9, reported: '4.4 (3.4 to 5.9)' }),
  row({ ...ide, measure: 'rmst', time: 24, estimate: 13.712, lower: 12.631, upper: 14.793 }),
  row({ ...standard, measure: 'rmst', time: 24, estimate: 8.443, lower: 6.951, upper: 9.935 }),
  row({
    ...between,
    measure: 'rmst-difference',
    time: 24,
    estimate: 5.269,
    lower: 3.427,
    upper: 7.111,
    spreadLower: 4.812,
    spreadUpper: 5.731,
  }),
  row({
    ...between,
    measure: 'hazard-ratio',
    estimate: 0.4903,
    lower: 0.3791,
    upper: 0.6342,
    spreadLower: 0.4871,
    spreadUpper: 0.4935,
    reported: '0.49 (0.38 to 0.65)',
  }),
]

const mixture = {
  scenario: 'infused',
  role: 'supplementary',
  identification: 'assumption',
  origin: 'scenario',
  parameter: 'infused share',
} as const

const variants = [
  ['fail at once', 0.6183, 'infeasible'],
  ['as the control arm', 0.5801, 'ok'],
  ['as the whole arm', 0.5487, 'ok'],
  ['half the hazard', 0.5261, 'ok'],
  ['never fail', 0.4902, 'infeasible'],
] as const

const infused: readonly Row[] = variants.flatMap(([variant, atTwelve, status]) =>
  [0.8858, 0.9055, 0.9252].map((value, at) =>
    row({
      ...mixture,
      ...ide,
      variant,
      value,
      measure: 'survival',
      time: 12,
      estimate: atTwelve - 0.004 * at,
      lower: atTwelve - 0.068,
      upper: atTwelve + 0.061,
      spreadLower: atTwelve - 0.011,
      spreadUpper: atTwelve + 0.01,
      status,
    }),
  ),
)

const noneInRange: readonly Row[] = [
  row({
    ...mixture,
    ...between,
    variant: 'the 12-month difference vanishes',
    origin: 'tipping',
    parameter: 'survival of those not infused',
    measure: 'tipping-value',
    level: null,
    status: 'none-in-range',
  }),
  row({
    ...mixture,
    ...between,
    variant: 'the 12-month difference vanishes',
    origin: 'bound',
    parameter: 'survival of those not infused',
    measure: 'survival-difference',
    time: 12,
    lower: 0.1911,
    upper: 0.3202,
    level: null,
    identification: 'bounded',
  }),
]

const informative = {
  scenario: 'delta',
  role: 'sensitivity',
  identification: 'assumption',
  parameter: 'delta',
} as const

const delta: readonly Row[] = [
  ...[0.5, 1, 2, 4, 8, 16].map((value, at) =>
    row({
      ...informative,
      ...between,
      origin: 'scenario',
      value,
      measure: 'survival-difference',
      time: 12,
      estimate: 0.2598 - 0.031 * at,
      lower: 0.1549 - 0.033 * at,
      upper: 0.3647 - 0.029 * at,
      spreadLower: 0.2501 - 0.031 * at,
      spreadUpper: 0.2697 - 0.031 * at,
    }),
  ),
  row({
    ...informative,
    ...between,
    variant: 'the lower 95% limit of the 12-month difference reaches 0',
    origin: 'tipping',
    measure: 'tipping-value',
    estimate: 12.43,
    spreadLower: 10.2,
    spreadUpper: 15.1,
    level: null,
  }),
]

const fidelityOf = (
  figure: string,
  measure: string,
  time: number | null,
  arm: string,
  reported: string,
  predicted: readonly [number, number, number, number] | null,
  some: Partial<FidelityRow> = {},
): FidelityRow => ({
  trial,
  endpoint,
  figure: `pfs.${arm}.${figure}`,
  arm,
  measure,
  time,
  reported,
  rebuilt: reported,
  role: 'input',
  predicted: predicted?.[0] ?? null,
  lower: predicted?.[1] ?? null,
  upper: predicted?.[2] ?? null,
  z: predicted?.[3] ?? null,
  verdict: 'reproduced',
  predictionVerdict: predicted === null ? '' : 'predicted',
  source: 'nejm, p 1006',
  ...some,
})

const fidelity: readonly FidelityRow[] = [
  fidelityOf('median', 'median', null, 'ide-cel', '13.3', [13.81, 11.52, 16.34, -0.42]),
  fidelityOf('median-lower', 'median-lower', null, 'ide-cel', '11.8', [11.62, 10.41, 12.73, 0.31]),
  fidelityOf('median-upper', 'median-upper', null, 'ide-cel', '16.1', [15.94, 14.12, 18.03, 0.16]),
  fidelityOf('survival@6', 'survival', 6, 'ide-cel', '73%', [71.34, 65.22, 77.01, 0.55]),
  fidelityOf('survival@12', 'survival', 12, 'ide-cel', '55%', [54.41, 51.13, 57.92, 0.34]),
  fidelityOf('median', 'median', null, 'standard', '4.4', [4.63, 3.51, 5.84, -0.37]),
  fidelityOf('median-lower', 'median-lower', null, 'standard', '3.4', [3.52, 2.93, 4.11, -0.39]),
  fidelityOf('median-upper', 'median-upper', null, 'standard', '5.9', [5.71, 4.92, 6.84, 0.38]),
  fidelityOf('survival@6', 'survival', 6, 'standard', '40%', [41.52, 36.31, 46.83, -0.57]),
  fidelityOf('survival@12', 'survival', 12, 'standard', '30%', [24.13, 18.44, 29.72, 2.04], {
    predictionVerdict: 'contradicted',
  }),
  fidelityOf('events', 'events', null, 'all', '242', [236.4, 211.2, 258.7, 0.47]),
  fidelityOf('hazard-ratio', 'hazard-ratio', null, contrast, '0.49', [0.462, 0.371, 0.573, 0.53]),
  fidelityOf('hazard-ratio-lower', 'hazard-ratio-lower', null, contrast, '0.38', [0.379, 0.362, 0.391, 0.12]),
  fidelityOf('hazard-ratio-upper', 'hazard-ratio-upper', null, contrast, '0.65', [0.634, 0.618, 0.652, 1.83], {
    rebuilt: '0.63',
    verdict: 'missed',
  }),
  fidelityOf('p-value', 'p-value', null, contrast, '<0.001', null, { role: 'held-out', verdict: 'predicted' }),
]

/** Survival through made-up anchors, straight on the log scale between them. */
function through(anchors: readonly (readonly [number, number])[], time: number): number {
  const after = Math.max(
    1,
    anchors.findIndex(([t]) => t >= time),
  )
  const [t0, s0] = anchors[after - 1]!
  const [t1, s1] = anchors[after]!
  return s0 * Math.exp(((time - t0) / (t1 - t0)) * Math.log(s1 / s0))
}

const anchors = {
  'ide-cel': [
    [0, 1],
    [6, 0.73],
    [12, 0.55],
    [13.3, 0.5],
    [18, 0.39],
    [24, 0.27],
    [36, 0.19],
  ],
  standard: [
    [0, 1],
    [1.2, 0.93],
    [4.4, 0.5],
    [6, 0.4],
    [12, 0.3],
    [18, 0.21],
    [36, 0.1],
  ],
} as const

const arms = ['ide-cel', 'standard'] as const
const grid = Array.from({ length: 142 }, (_, at) => at / 4)

const curves: readonly CurveRow[] = arms.flatMap((arm) =>
  (['km', 'smooth'] as const).flatMap((series) =>
    grid.map((time): CurveRow => {
      const smooth = through(anchors[arm], time)
      const survival = series === 'km' ? through(anchors[arm], Math.floor(time * 2) / 2) : smooth
      const half = series === 'km' ? 0.012 * Math.sqrt(time) : 0.004 * Math.sqrt(time) + 0.0015 * Math.max(0, time - 12)
      return {
        trial,
        endpoint,
        arm,
        series,
        time,
        survival,
        lower: Math.max(0, survival - half),
        upper: Math.min(1, survival + half),
        interval: series === 'km' ? 'sampling' : 'reconstruction',
      }
    }),
  ),
)

const risk: readonly RiskRow[] = arms.flatMap((arm) =>
  [0, 6, 12, 18, 24, 30, 36].map((time): RiskRow => {
    const n = arm === 'ide-cel' ? 254 : 132
    const survival = through(anchors[arm], Math.min(time, 35.9))
    const followed = Math.max(0, 1 - time / 36)
    const atRisk = Math.round(n * survival * followed)
    const events = Math.round((n - atRisk) * 0.72)
    const modelled = true
    return { trial, endpoint, arm, time, atRisk, censored: n - atRisk - events, events, reportedAtRisk: '', modelled }
  }),
)

const reportedOf = (
  figure: string,
  arm: string,
  measure: string,
  time: number | null,
  printed: string,
  numbers: readonly [number, number | null, number | null],
): ReportedRow => ({
  trial,
  endpoint,
  figure: `pfs.${arm}.${figure}`,
  arm,
  measure,
  time,
  printed,
  estimate: numbers[0],
  lower: numbers[1],
  upper: numbers[2],
  level: numbers[1] === null ? null : 0.95,
})

const reported: readonly ReportedRow[] = [
  reportedOf('median', 'ide-cel', 'median', null, '13.3 (11.8 to 16.1)', [13.3, 11.8, 16.1]),
  reportedOf('median', 'standard', 'median', null, '4.4 (3.4 to 5.9)', [4.4, 3.4, 5.9]),
  reportedOf('survival@6', 'ide-cel', 'survival', 6, '73%', [0.73, null, null]),
  reportedOf('survival@12', 'ide-cel', 'survival', 12, '55%', [0.55, null, null]),
  reportedOf('survival@6', 'standard', 'survival', 6, '40%', [0.4, null, null]),
  reportedOf('survival@12', 'standard', 'survival', 12, '30%', [0.3, null, null]),
  reportedOf('hazard-ratio', contrast, 'hazard-ratio', null, '0.49 (0.38 to 0.65)', [0.49, 0.38, 0.65]),
]

const scenarioCurves: readonly ScenarioCurveRow[] = variants.flatMap(([variant, atTwelve, status]) =>
  grid
    .filter((time) => time <= 24)
    .map((time): ScenarioCurveRow => {
      const published = through(anchors['ide-cel'], time)
      const shift = ((atTwelve - 0.5487) * Math.min(time, 12)) / 12
      const feasible = status === 'ok' || time < 0.5 || time > 3
      const raw = published + shift + (feasible ? 0 : 0.06)
      return {
        trial,
        endpoint,
        scenario: 'infused',
        variant,
        arm: 'ide-cel',
        parameter: 'infused share',
        value: 0.8858,
        time,
        survival: raw,
        repaired: Math.min(1, published + shift),
        feasible,
      }
    }),
)

export const results: Results = {
  analysis: {
    id: 'karmma-3',
    title: 'KarMMa-3: does the benefit depend on the patients who were not infused?',
    question:
      'Ide-cel was compared with standard regimens in everyone randomised, infused or not. How far does the difference in ' +
      'progression-free survival at 12 months depend on what is assumed about the 29 patients who were not infused, and about why patients were censored?',
    seed: 20230216,
    draws: 1000,
    written: 'after seeing results',
    planHash: '3f2a9c1b5d7e80416273849aabbccddeeff00112233445566778899aabbccdde',
  },
  trials: [
    {
      id: trial,
      label: 'KarMMa-3',
      registration: 'NCT03651128',
      design: 'Phase 3, open label, randomised 2:1; enrolment May 2019 to April 2022; data cut-off 18 April 2022.',
      followUp:
        'Median 18.6 months (range 0.4 to 35.4), potential: from randomisation to the cut-off, not reverse Kaplan-Meier.',
      flow: [
        {
          arm: 'ide-cel',
          stages: [
            { stage: 'randomised', count: 254 },
            { stage: 'leukapheresed', count: 249 },
            { stage: 'lymphodepleted', count: 227 },
            { stage: 'infused', count: 225 },
          ],
        },
        {
          arm: 'standard',
          stages: [
            { stage: 'randomised', count: 132 },
            { stage: 'treated', count: 126 },
          ],
        },
      ],
      arms: [
        { id: 'standard', label: 'Standard regimen', role: 'control', patients: 132 },
        { id: 'ide-cel', label: 'Ide-cel', role: 'experimental', patients: 254 },
      ],
      sources: [
        {
          id: 'nejm',
          citation: 'Rodriguez-Otero P, et al. Ide-cel or Standard Regimens. N Engl J Med 2023;388:1002-14.',
          doi: '10.1056/NEJMoa2213614',
          kind: 'primary',
        },
      ],
      completeness: [
        { item: 'registration', endpoint: '', state: 'reported' },
        { item: 'event', endpoint, state: 'reported' },
        { item: 'censoring rules', endpoint, state: 'not stated' },
        { item: 'competing events', endpoint, state: 'not applicable' },
      ],
    },
  ],
  endpoints: [
    {
      trial,
      id: endpoint,
      label: 'Progression-free survival',
      event: 'progression or death',
      clock: 'randomisation',
      population: 'randomised patients (intention to treat)',
      assessor: 'independent review committee',
      horizon: 35.4,
      lastEvidence: 16.1,
      hazardRatioDefinition: 'Cox model, ide-cel against standard regimen, all events; stratification not stated',
    },
  ],
  scenarios: [
    {
      id: 'as-published',
      label: 'As published',
      method: 'as published',
      settings: [],
      role: 'reference',
      data: 'reconstructed',
      identification: 'randomised',
      question: '',
      assumptions: [],
      finding: '',
    },
    {
      id: 'infused',
      label: 'The infused patients alone',
      method: 'infused from itt',
      settings: ['waiting: 0, 26', 'first infusion: left out'],
      role: 'supplementary',
      data: 'reconstructed',
      identification: 'assumption',
      question:
        'What was progression-free survival among those who were infused, under five assumptions about those who were not?',
      assumptions: [
        'The published curve of the ide-cel arm is a mixture of infused and not infused patients, in the printed proportion.',
        'Those not infused: fail at once; fail as the control arm; as the whole arm; at half its hazard; never fail.',
        'Some of the 29 were still waiting at the cut-off, so the infused share runs from 88.6% to 92.5%.',
      ],
      finding: 'No assumption about the patients who were not infused makes the 12-month difference vanish.',
    },
    {
      id: 'delta',
      label: 'Informative censoring in the ide-cel arm',
      method: 'informative censoring',
      settings: ['level: 0.95 (default)'],
      role: 'sensitivity',
      data: 'reconstructed',
      identification: 'assumption',
      question:
        'How much worse than the others must patients have done after a non-administrative censoring for the benefit to be in doubt?',
      assumptions: [
        'After a non-administrative censoring a patient’s hazard is delta times that of patients who stay under observation.',
        'Administrative censoring is not informative.',
      ],
      finding: 'The lower 95% limit reaches 0 only at a delta of 12.4.',
    },
  ],
  estimands: [
    {
      scenario: 'as-published',
      label: 'intention to treat, as published',
      role: 'reference',
      treatment: 'Assignment to ide-cel or to one of five standard regimens',
      population: 'All randomised patients',
      variable: 'Time from randomisation to progression or death',
      intercurrentEvents: 'No infusion: treatment policy. New therapy before progression: not stated in the paper.',
      summary: 'Hazard ratio; difference in survival at 12 months',
    },
    {
      scenario: 'infused',
      label: 'principal stratum of the infused, in one arm',
      role: 'supplementary',
      treatment: 'Infusion of ide-cel',
      population: 'Patients randomised to ide-cel who were infused, or would have been after the cut-off',
      variable: 'Time from randomisation to progression or death',
      intercurrentEvents: 'No infusion: principal stratum',
      summary: 'Survival at 12 months',
    },
    {
      scenario: 'delta',
      label: 'intention to treat, censoring at random given up',
      role: 'sensitivity',
      treatment: 'Assignment to ide-cel or to one of five standard regimens',
      population: 'All randomised patients',
      variable: 'Time from randomisation to progression or death',
      intercurrentEvents: 'As in the reference',
      summary: 'Difference in survival at 12 months',
    },
  ],
  rows: [...published, ...infused, ...noneInRange, ...delta],
  curves,
  censored: arms.flatMap((arm) =>
    [7, 9.25, 13, 15.5, 19, 21.25, 26, 31].map((time) => ({
      trial,
      endpoint,
      arm,
      time,
      survival: through(anchors[arm], Math.floor(time * 2) / 2),
    })),
  ),
  risk,
  reported,
  fidelity,
  scenarioCurves,
  rules,
  findings: [
    {
      trial,
      rule: 'R07',
      name: 'ci-contains',
      state: 'pass',
      figures: [printedFigure('pfs.ide-cel.median', '13.3 (11.8 to 16.1)')],
      message: '13.3 lies in its interval 11.8 to 16.1',
    },
    {
      trial,
      rule: 'R21',
      name: 'arm-sum',
      state: 'pass',
      figures: [printedFigure('flow.ide-cel.randomised', '254'), printedFigure('flow.standard.randomised', '132')],
      message: '254 + 132 = 386',
    },
    {
      trial,
      rule: 'R14',
      name: 'landmark-hr',
      state: 'note',
      figures: [
        printedFigure('pfs.ide-cel.survival@12', '55%'),
        printedFigure('pfs.standard.survival@12', '30%'),
        printedFigure(`pfs.${contrast}.hazard-ratio`, '0.49 (0.38 to 0.65)'),
      ],
      message: 'The cumulative hazards at 6 months give a ratio of 0.34, those at 12 months 0.50',
      computation: 'The logarithm of survival in one arm divided by that in the other.',
      explanation: 'The hazards are not proportional.',
      resolve: 'The numbers at risk.',
    },
    {
      trial,
      rule: 'R08',
      name: 'log-symmetric',
      state: 'fail',
      figures: [printedFigure(`pfs.${contrast}.hazard-ratio`, '0.49 (0.38 to 0.65)')],
      message: 'sqrt(0.38 x 0.65) is 0.497; the printed ratio is 0.49',
      accepted: 'Within the rounding of both limits.',
    },
    {
      trial,
      rule: 'R43',
      name: 'ratio-direction',
      state: 'uninformative',
      figures: [printedFigure(`pfs.${contrast}.hazard-ratio-upper`, '0.65')],
      message: 'the interval of the hazard ratio says nothing',
    },
    { trial, rule: 'R27', name: 'info-fraction', state: 'not-applicable', figures: [], message: 'not reported' },
  ],
  assumptions: [
    'Censoring does not depend on prognosis.',
    'Follow-up runs to 35.4 months, the longest potential follow-up that the paper prints.',
    'The total of 242 events divides between the arms as the model says.',
  ],
  limits: [
    'The split of the 242 events between the arms is a model’s: the paper does not print it.',
    'No covariates are known, so no subgroup or adjusted analysis is possible.',
    'After 16.1 months no reported figure pins the curves.',
  ],
  references: ['KaplanMeier1958', 'Greenwood1926', 'Cox1972', 'BrookmeyerCrowley1982', 'ICH2019'],
}

export const references: ReadonlyMap<string, Reference> = new Map(
  [
    {
      key: 'KaplanMeier1958',
      citation:
        'Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-81.',
      doi: '10.1080/01621459.1958.10501452',
    },
    { key: 'Greenwood1926', citation: 'Greenwood M. The natural duration of cancer. London: HMSO, 1926.', doi: '' },
    {
      key: 'Cox1972',
      citation: 'Cox DR. Regression models and life-tables. J R Stat Soc B 1972;34:187-220.',
      doi: '10.1111/j.2517-6161.1972.tb00899.x',
    },
    {
      key: 'BrookmeyerCrowley1982',
      citation:
        'Brookmeyer R, Crowley J. A confidence interval for the median survival time. Biometrics 1982;38:29-41.',
      doi: '10.2307/2530286',
    },
    {
      key: 'ICH2019',
      citation: 'ICH E9(R1). Addendum on estimands and sensitivity analysis in clinical trials. 2019.',
      doi: '',
    },
  ].map((it) => [it.key, it]),
)

const evil = '<script>alert("x")</script>|\'"&`*_[a](b)\n# end'

/** The same results with labels that try to become markup. */
export const hostile: Results = {
  ...results,
  analysis: { ...results.analysis, title: evil, question: evil },
  trials: results.trials.map((it) => ({
    ...it,
    label: evil,
    design: evil,
    arms: it.arms.map((arm) => ({ ...arm, label: `${arm.label} ${evil}` })),
    sources: it.sources.map((source) => ({ ...source, citation: evil, doi: '10.1/"><script>(1)' })),
  })),
  endpoints: results.endpoints.map((it) => ({ ...it, label: evil, event: evil })),
  scenarios: results.scenarios.map((it) => ({ ...it, label: evil, assumptions: [evil], finding: evil })),
  rows: results.rows.map((it) => ({ ...it, variant: evil, reported: it.reported === '' ? '' : evil })),
  fidelity: results.fidelity.map((it) => ({ ...it, reported: evil, figure: evil })),
  findings: results.findings.map((it) => ({
    ...it,
    message: evil,
    name: evil,
    computation: evil,
    explanation: evil,
    resolve: evil,
  })),
  rules: results.rules.map((it) => ({ ...it, name: evil, agree: evil })),
  assumptions: [evil],
  limits: [evil],
}
