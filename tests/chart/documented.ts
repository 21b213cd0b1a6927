import type { TopLevelSpec } from 'vega-lite'
import { agreementMap } from '../../src/chart/agreement-map.ts'
import { curveFigure } from '../../src/chart/curve-figure.ts'
import { reportedAgainstRebuilt } from '../../src/chart/reported-against-rebuilt.ts'
import { scenarioCurves } from '../../src/chart/scenario-curves.ts'
import { scenarioForest } from '../../src/chart/scenario-forest.ts'
import { scenarioRanges } from '../../src/chart/scenario-ranges.ts'
import { greyscale, themed } from '../../src/chart/themed.ts'
import { twoArms } from './every-method.ts'
import { where } from './fixture.ts'
import { scenarioFigures } from './gallery.ts'

const curves = curveFigure(twoArms, where)

/** The pictures of docs/figures.md, by the names of their files: KarMMa-3 and KarMMa, rebuilt with few draws. */
export const documented: Readonly<Record<string, TopLevelSpec>> = {
  curves,
  'curves-slide': curveFigure(twoArms, where, { width: 860, height: 330 }),
  'curves-dark': themed(curves, { name: 'default' }, 'dark'),
  'curves-greyscale': themed(curves, greyscale),
  'reported-against-rebuilt': reportedAgainstRebuilt(twoArms, where),
  'agreement-map': agreementMap(twoArms, where),
  'scenario-forest': scenarioForest(twoArms, {
    ...where,
    measure: 'hazard-ratio',
    time: null,
    arm: 'ide-cel',
    versus: 'standard',
  }),
  'scenario-ranges': scenarioRanges(twoArms, {
    ...where,
    measure: 'survival-difference',
    time: 12,
    arm: 'ide-cel',
    versus: 'standard',
  }),
  'scenario-curves': scenarioCurves(twoArms, { ...where, scenario: 'infused' }),
  ...scenarioFigures,
}
