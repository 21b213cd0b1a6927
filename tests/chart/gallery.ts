import type { TopLevelSpec } from 'vega-lite'
import { agreementMap } from '../../src/chart/agreement-map.ts'
import { curveFigure } from '../../src/chart/curve-figure.ts'
import { reportedAgainstRebuilt } from '../../src/chart/reported-against-rebuilt.ts'
import { scenarioCurves } from '../../src/chart/scenario-curves.ts'
import { scenarioForest } from '../../src/chart/scenario-forest.ts'
import { tippingCurve } from '../../src/chart/tipping-curve.ts'
import { biasDistribution } from '../../src/chart/bias-distribution.ts'
import { clockOverlay } from '../../src/chart/clock-overlay.ts'
import { curveFan } from '../../src/chart/curve-fan.ts'
import { differenceOverTime } from '../../src/chart/difference-over-time.ts'
import { evidenceTimeline } from '../../src/chart/evidence-timeline.ts'
import { followUpCurves } from '../../src/chart/follow-up-curves.ts'
import { hazardRatiosByPeriod } from '../../src/chart/hazard-ratios-by-period.ts'
import { boundsFigure } from '../../src/chart/range-bar.ts'
import { responseDumbbell } from '../../src/chart/response-dumbbell.ts'
import { stateOccupancy } from '../../src/chart/state-occupancy.ts'
import { testsLollipop } from '../../src/chart/tests-lollipop.ts'
import { tippingHeatmap } from '../../src/chart/tipping-heatmap.ts'
import { visitCurves } from '../../src/chart/visit-curves.ts'
import { waysForest } from '../../src/chart/ways-forest.ts'
import { zOfPsi } from '../../src/chart/z-of-psi.ts'
import { oneArm, twoArms } from './every-method.ts'
import { allStates, karmma3Audited } from './agreement-fixture.ts'
import {
  contrast,
  hazardRatio,
  ideCel,
  karmma3,
  karmmaReported,
  reportedRow,
  resultsOf,
  standard,
  where,
  type MadeUpArm,
} from './fixture.ts'
import { scenarios } from './scenario-fixture.ts'

const high: MadeUpArm = {
  ...ideCel,
  label: 'Cilta-cel',
  anchors: [
    [0, 1],
    [6, 0.96],
    [12, 0.9],
    [24, 0.84],
    [36, 0.78],
  ],
}
const alsoHigh: MadeUpArm = {
  ...standard,
  anchors: [
    [0, 1],
    [6, 0.94],
    [12, 0.88],
    [24, 0.82],
    [36, 0.765],
  ],
}

/** Medians not reached, one with a lower limit, landmarks whose intervals overlap, reported numbers at risk. */
const notReached = resultsOf(
  [alsoHigh, high],
  [
    reportedRow('ide-cel', 'median', null, 'NR (34.5–NE)', [null, 34.5, null]),
    reportedRow('ide-cel', 'survival', 12, '90% (86–93)', [0.9, 0.86, 0.93]),
    reportedRow('standard', 'survival', 12, '88% (82–92)', [0.88, 0.82, 0.92]),
    reportedRow('ide-cel', 'survival', 24, '84% (79–88)', [0.84, 0.79, 0.88]),
    reportedRow('standard', 'survival', 24, '82% (75–87)', [0.82, 0.75, 0.87]),
    reportedRow('standard', 'events', null, '31', [31, null, null]),
    reportedRow('ide-cel', 'events', null, '52', [52, null, null]),
    reportedRow(contrast, 'hazard-ratio', null, '0.88 (0.56–1.38)', [0.88, 0.56, 1.38]),
  ],
  {
    rows: [{ ...hazardRatio, estimate: 0.87, lower: 0.55, upper: 1.37 }],
    reportedAtRisk: true,
    modelled: false,
    lastEvidence: 35.4,
    columns: [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36],
  },
)

const longName = 'Investigator’s choice of daratumumab–pomalidomide–dexamethasone or carfilzomib–dexamethasone'

/** Three arms that end together, one with a long name; no numbers at risk. */
const threeArms = resultsOf(
  [
    { ...standard, label: longName },
    ideCel,
    {
      ...ideCel,
      id: 'third',
      label: 'Ide-cel, low dose',
      patients: 90,
      seed: 23,
      anchors: [
        [0, 1],
        [6, 0.7],
        [12, 0.5],
        [13.9, 0.46],
        [36, 0.13],
      ],
    },
  ],
  [
    ...karmmaReported.filter((it) => it.measure !== 'hazard-ratio'),
    reportedRow('third', 'median', null, '12.0 (9.1 to 18.4)', [12, 9.1, 18.4]),
    reportedRow('third', 'survival', 12, '50%', [0.5, null, null]),
    reportedRow(contrast, 'hazard-ratio', null, '0.49 (0.38 to 0.65)', [0.49, 0.38, 0.65]),
    reportedRow('third-vs-standard', 'hazard-ratio', null, '0.55 (0.40 to 0.77)', [0.55, 0.4, 0.77]),
  ],
  { rows: [hazardRatio], columns: [] },
)

const singleArm = resultsOf(
  [{ ...ideCel, role: 'single', patients: 128 }],
  [
    reportedRow('ide-cel', 'median', null, '8.8 (5.6 to NE)', [13.3, 10.6, null]),
    reportedRow('ide-cel', 'survival', 12, '55% (45–63)', [0.55, 0.45, 0.63]),
  ],
  { lastEvidence: 13.3, columns: [0, 4, 8, 12, 16, 20], horizon: 21.3 },
)

const difference = { ...where, measure: 'survival-difference', time: 12 } as const

const two = (scenario: string) => ({ ...where, scenario })
const one = (scenario: string) => ({ trial: 'karmma-2021', endpoint: 'pfs', scenario })
const slide = { width: 860, height: 330 }

/** Every chart of a scenario, from the rows that its method really gives. */
export const scenarioFigures: Readonly<Record<string, TopLevelSpec>> = {
  'difference-over-time': differenceOverTime(twoArms, two('over-time')),
  'tipping-heatmap': tippingHeatmap(twoArms, two('both')),
  'curve-fan': curveFan(oneArm, one('itt')),
  'z-of-psi': zOfPsi(twoArms, two('switching')),
  'bias-distribution': biasDistribution(twoArms, two('bias')),
  'response-dumbbell': responseDumbbell(oneArm, [one('response'), one('complete')]),
  'tests-lollipop': testsLollipop(twoArms, two('weights')),
  'hazard-ratios-by-period': hazardRatiosByPeriod(twoArms, two('periods')),
  'ways-forest': waysForest(twoArms, two('as-treated')),
  'follow-up-curves': followUpCurves(twoArms, two('early')),
  'visit-curves': visitCurves(twoArms, two('visits')),
  'clock-overlay': clockOverlay(oneArm, one('historical')),
  'state-occupancy': stateOccupancy(twoArms, two('states')),
  bounds: boundsFigure(twoArms, two('bounds')),
  'evidence-timeline': evidenceTimeline(twoArms, where),
  'tipping-curve-drift': tippingCurve(twoArms, {
    ...two('drift'),
    measure: 'hazard-ratio',
    time: null,
    parameter: 'hazard of the control arm, multiplied',
  }),
}

/** The same at the size of a slide, where it is another. */
export const slideFigures: Readonly<Record<string, TopLevelSpec>> = {
  'difference-over-time-slide': differenceOverTime(twoArms, two('over-time'), { width: 700, height: 170 }),
  'tipping-heatmap-slide': tippingHeatmap(twoArms, two('both'), { width: 560, height: 330 }),
  'curve-fan-slide': curveFan(oneArm, one('itt'), slide),
  'z-of-psi-slide': zOfPsi(twoArms, two('switching'), slide),
  'bias-distribution-slide': biasDistribution(twoArms, two('bias'), { width: 640, height: 190 }),
  'ways-forest-slide': waysForest(twoArms, two('switching'), { width: 560 }),
  'hazard-ratios-by-period-slide': hazardRatiosByPeriod(twoArms, two('periods'), slide),
  'evidence-timeline-slide': evidenceTimeline(karmma3, where, { width: 860, height: 110 }),
}

/** Every chart, at the cases that are hard to draw. */
export const figures: Readonly<Record<string, TopLevelSpec>> = {
  ...scenarioFigures,
  ...slideFigures,
  curves: curveFigure(karmma3, where),
  'curves-not-reached': curveFigure(notReached, where),
  'curves-three-arms': curveFigure(threeArms, where),
  'curves-single-arm': curveFigure(singleArm, where),
  'curves-slide': curveFigure(karmma3, where, { width: 860, sampling: true }),
  'reported-against-rebuilt': reportedAgainstRebuilt(scenarios, where),
  forest: scenarioForest(scenarios, { ...difference, arm: 'ide-cel', versus: 'standard' }),
  tipping: tippingCurve(scenarios, { ...difference, scenario: 'delta', parameter: 'delta' }),
  'tipping-none': tippingCurve(scenarios, { ...difference, scenario: 'flat', parameter: 'infused share' }),
  'tipping-twice': tippingCurve(scenarios, { ...difference, scenario: 'twice', parameter: 'psi' }),
  agreement: agreementMap(karmma3Audited, where),
  'agreement-all-states': agreementMap(allStates, where),
  'scenario-curves': scenarioCurves(scenarios, { ...where, scenario: 'infused' }),
}
