import type { TopLevelSpec } from 'vega-lite'
import { curveFigure } from '../../src/chart/curve-figure.ts'
import { karmma3, where } from './fixture.ts'

/** Every chart, at the cases that are hard to draw. */
export const figures: Readonly<Record<string, TopLevelSpec>> = {
  curves: curveFigure(karmma3, where),
}
