import type { FidelityRow, Results, ScenarioCurveRow, ScenarioText } from '../../src/result/frames.ts'
import type { Row } from '../../src/result/row.ts'
import { contrast, hazardRatio, ideCel, karmmaReported, resultsOf, row, standard, through, where } from './fixture.ts'

/** Made-up fidelity, scenarios and sweeps around the figures that KarMMa-3 reports. */

type Prediction = readonly [number, number, number]

function fidelityOf(
  arm: string,
  measure: string,
  time: number | null,
  reported: string,
  predicted: Prediction | null,
  some: Partial<FidelityRow> = {},
): FidelityRow {
  const [value, lower, upper] = predicted ?? [null, null, null]
  return {
    ...where,
    figure: `pfs.${arm}.${measure}${time === null ? '' : `@${String(time)}`}`,
    arm,
    measure,
    time,
    reported,
    rebuilt: reported,
    role: 'input',
    predicted: value,
    lower,
    upper,
    z: value === null ? null : 0.4,
    verdict: 'reproduced',
    predictionVerdict: value === null ? '' : 'predicted',
    source: 'nejm',
    ...some,
  }
}

const fidelity: readonly FidelityRow[] = [
  fidelityOf('standard', 'median', null, '4.4', [4.63, 3.51, 5.84]),
  fidelityOf('standard', 'median-lower', null, '3.4', [3.5, 2.9, 4.1]),
  fidelityOf('standard', 'median-upper', null, '5.9', [5.7, 4.9, 6.8]),
  fidelityOf('standard', 'survival', 6, '40%', [41.52, 36.31, 46.83]),
  fidelityOf('standard', 'survival', 12, '30%', [24.13, 18.44, 29.12], { predictionVerdict: 'contradicted' }),
  fidelityOf('ide-cel', 'median', null, '13.3', [13.81, 11.52, 16.34]),
  fidelityOf('ide-cel', 'median-lower', null, '11.8', [11.6, 10.4, 12.7]),
  fidelityOf('ide-cel', 'median-upper', null, '16.1', [15.9, 14.1, 18]),
  fidelityOf('ide-cel', 'survival', 6, '73%', [71.34, 65.22, 77.01]),
  fidelityOf('ide-cel', 'survival', 12, '55%', [54.41, 51.13, 57.92]),
  fidelityOf('all', 'events', null, '242', [236.4, 211.2, 258.7]),
  fidelityOf(contrast, 'hazard-ratio', null, '0.49', [0.462, 0.371, 0.573]),
  fidelityOf(contrast, 'hazard-ratio-lower', null, '0.38', [0.379, 0.362, 0.391]),
  fidelityOf(contrast, 'hazard-ratio-upper', null, '0.65', [0.634, 0.618, 0.652], {
    rebuilt: '0.63',
    verdict: 'missed',
  }),
  fidelityOf(contrast, 'p-value', null, '<0.001', null, { role: 'held-out' }),
]

const between = { arm: 'ide-cel', versus: 'standard', measure: 'survival-difference', time: 12 } as const
const published = row({
  ...between,
  estimate: 0.2498,
  lower: 0.1448,
  upper: 0.3548,
  spreadLower: 0.2404,
  spreadUpper: 0.2597,
})

const mixture = {
  ...between,
  scenario: 'infused',
  role: 'supplementary',
  identification: 'assumption',
  origin: 'scenario',
  parameter: 'infused share',
} as const

export const variants = [
  ['those not infused fail at once', 0.318, 'infeasible'],
  ['those not infused as the control arm', 0.2801, 'ok'],
  ['those not infused as the whole arm', 0.2487, 'ok'],
  ['those not infused at half the hazard', 0.2261, 'ok'],
  ['those not infused never fail', 0.1902, 'infeasible'],
] as const

const infused: readonly Row[] = variants.flatMap(([variant, estimate, status]) =>
  [0.8858, 0.9055, 0.9252].map((value, at) => {
    const middle = estimate - 0.009 * at * Math.sign(estimate - 0.2487)
    return row({
      ...mixture,
      variant,
      value,
      estimate: middle,
      lower: middle - 0.108,
      upper: middle + 0.101,
      spreadLower: middle - 0.011,
      spreadUpper: middle + 0.01,
      status,
    })
  }),
)

const vanishing = 'the 12-month difference vanishes'
const noneInRange: readonly Row[] = [
  row({
    ...mixture,
    variant: vanishing,
    origin: 'tipping',
    parameter: 'survival of those not infused',
    measure: 'tipping-value',
    time: null,
    status: 'none-in-range',
  }),
  row({
    ...mixture,
    variant: vanishing,
    origin: 'bound',
    parameter: 'survival of those not infused',
    lower: 0.1911,
    upper: 0.3202,
  }),
]

const informative = {
  scenario: 'delta',
  role: 'sensitivity',
  identification: 'assumption',
  parameter: 'delta',
} as const
const asked = 'the lower 95% limit of the 12-month difference reaches 0'
const deltas = [0.25, 0.5, 1, 2, 4, 8, 16]

const delta: readonly Row[] = [
  ...deltas.map((value, at) =>
    row({
      ...informative,
      ...between,
      origin: 'scenario',
      value,
      estimate: 0.2698 - 0.031 * at,
      lower: 0.1649 - 0.033 * at,
      upper: 0.3747 - 0.029 * at,
      spreadLower: 0.2601 - 0.031 * at,
      spreadUpper: 0.2797 - 0.031 * at,
    }),
  ),
  row({
    ...informative,
    ...between,
    variant: asked,
    origin: 'tipping',
    measure: 'tipping-value',
    time: null,
    estimate: 7.999,
    spreadLower: 5.9,
    spreadUpper: 11.2,
  }),
]

/** A sweep that no value of the parameter tips, and one that is tipped twice. */
const flat = { scenario: 'flat', role: 'sensitivity', parameter: 'infused share' } as const
const twice = { scenario: 'twice', role: 'sensitivity', parameter: 'psi' } as const
const shares = [0.86, 0.88, 0.9, 0.92, 0.94, 0.96]
const psis = Array.from({ length: 25 }, (_, at) => -1.2 + at * 0.1)
const hard: readonly Row[] = [
  ...shares.map((value) =>
    row({
      ...flat,
      ...between,
      origin: 'scenario',
      value,
      estimate: 0.2 + 0.3 * (value - 0.86),
      lower: 0.1 + 0.25 * (value - 0.86),
      upper: 0.3 + 0.35 * (value - 0.86),
    }),
  ),
  row({
    ...flat,
    ...between,
    variant: vanishing,
    origin: 'tipping',
    measure: 'tipping-value',
    time: null,
    status: 'none-in-range',
  }),
  row({
    ...flat,
    ...between,
    variant: vanishing,
    origin: 'bound',
    measure: 'survival-difference-lower',
    lower: 0.1911,
    upper: 0.3202,
  }),
  ...psis.map((value) =>
    row({
      ...twice,
      ...between,
      origin: 'scenario',
      value,
      estimate: 0.16 - 0.3 * value * value,
      lower: 0.06 - 0.3 * value * value,
      upper: 0.26 - 0.3 * value * value,
    }),
  ),
  ...[-Math.sqrt(0.2), Math.sqrt(0.2)].map((estimate) =>
    row({
      ...twice,
      ...between,
      variant: asked,
      origin: 'tipping',
      measure: 'tipping-value',
      time: null,
      estimate,
      status: 'multiple-roots',
    }),
  ),
]

const months = Array.from({ length: 97 }, (_, at) => at / 4)

const curves: readonly ScenarioCurveRow[] = variants.flatMap(([variant, estimate, status]) =>
  [0.8858, 0.9252].flatMap((value, which) =>
    months.map((time): ScenarioCurveRow => {
      const shift = (estimate - 0.2498) * (which === 0 ? 1 : 0.6)
      const bump = status === 'infeasible' && estimate > 0.25 && time < 4 ? 0.09 * Math.sin((time / 4) * Math.PI) : 0
      const raw = through(ideCel.anchors, time) + (shift * Math.min(time, 12)) / 12 + bump
      const survival = status === 'infeasible' && estimate < 0.25 ? raw - 0.012 * Math.max(0, time - 14) : raw
      const feasible = bump > 0 ? time > 2.5 || time === 0 : !(status === 'infeasible' && time > 19 && estimate < 0.25)
      return {
        ...where,
        scenario: 'infused',
        variant,
        arm: 'ide-cel',
        parameter: 'infused share',
        value,
        time,
        survival: survival > 0.999 || survival > 1 ? survival : survival,
        repaired: Math.min(1, Math.max(0, survival)),
        feasible: feasible && survival <= 1,
      }
    }),
  ),
)

const scenario = (id: string, label: string, role: ScenarioText['role']): ScenarioText => ({
  id,
  label,
  method: '',
  settings: [],
  role,
  data: 'reconstructed',
  identification: role === 'reference' ? 'randomised' : 'assumption',
  question: '',
  assumptions: [],
  finding: '',
})

export const scenarios: Results = {
  ...resultsOf([standard, ideCel], karmmaReported, {
    rows: [hazardRatio, published, ...infused, ...noneInRange, ...delta, ...hard],
    fidelity,
    scenarioCurves: curves,
  }),
  scenarios: [
    scenario('as-published', 'As published', 'reference'),
    scenario('infused', 'The infused patients alone', 'supplementary'),
    scenario('delta', 'Informative censoring in the ide-cel arm', 'sensitivity'),
  ],
}
