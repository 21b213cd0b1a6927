import type { EndpointText, ReportedRow, TrialText } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import type { ArmCurve } from './arm-curves.ts'

export interface CurveFigureOptions {
  /** Size of the plot without labels, in pixels. */
  readonly width?: number
  readonly height?: number
  /** Also draw the sampling interval of the Kaplan-Meier estimate, as dashed outlines. */
  readonly sampling?: boolean
}

/** Everything that belongs to one endpoint of one trial. */
export interface CurveFigureParts {
  readonly trial: TrialText
  readonly endpoint: EndpointText
  readonly arms: readonly ArmCurve[]
  readonly reported: readonly ReportedRow[]
  /** The published result as rebuilt: medians, hazard ratios. */
  readonly rebuilt: readonly Row[]
  readonly calibrated: boolean
  readonly options: CurveFigureOptions
}
