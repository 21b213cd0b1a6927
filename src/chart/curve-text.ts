import { fixed } from '../result/format.ts'
import { formatEstimate } from '../result/measure-format.ts'
import { endLabelWidth } from './arm-curves.ts'
import type { CurveFigureParts } from './curve-figure-parts.ts'
import { hazardRatioDefinition } from './hazard-ratio-block.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { listed } from './number-table.ts'
import type { Plot } from './plot.ts'
import { stepsAside } from './reported-layers.ts'
import { wrapText } from './text-width.ts'
import { sizes } from './theme.ts'

/** What the lines, the band and the diamonds are, as far as they are in the figure. */
export function curveSubtitle(parts: CurveFigureParts, plot: Plot): readonly string[] {
  const { arms, reported, options } = parts
  const onPlot = reported.filter((it) => it.measure === 'median' || it.measure === 'survival')
  const calibrated = parts.calibrated ? 'pointwise' : 'pointwise; not yet calibrated'
  const sentences = [
    ...(arms.some((it) => it.km.length > 0) ? ['Steps: rebuilt Kaplan–Meier estimate.'] : []),
    ...(arms.some((it) => it.censored.length > 0) ? ['Ticks: censored patients.'] : []),
    ...(arms.some((it) => it.smooth.length > 0)
      ? [`Thin lines and shading: smooth estimate with its 95% model band (${calibrated}).`]
      : []),
    ...(options.sampling === true ? ['Dotted outlines: sampling interval of the estimate.'] : []),
    ...(onPlot.length > 0 ? [diamonds(onPlot.some((it) => it.lower !== null))] : []),
    ...(stepsAside(parts, plot) ? ['Diamonds that would lie on each other stand a little aside of their place.'] : []),
  ]
  return wrapText(sentences.join(' '), plot.left + plot.width + Math.min(40, endLabelWidth(arms)), sizes.subtitle)
}

const diamonds = (limits: boolean): string =>
  limits
    ? 'Diamonds: medians and landmarks as reported; whiskers: their intervals, where printed.'
    : 'Diamonds: medians and landmarks as reported, without intervals.'

/** One sentence that says what the figure shows. */
export function curveDescription(parts: CurveFigureParts): string {
  const { arms, trial, endpoint, reported, rebuilt } = parts
  const each = arms.map((arm) => {
    const median = rebuilt.find((it) => it.measure === 'median' && it.arm === arm.id && it.versus === '')
    const said = median
      ? `, rebuilt median ${median.estimate === null ? 'not reached' : `${fixed(median.estimate, 1)} months`}${median.status === 'extrapolated' ? ', extrapolated' : ''}`
      : ''
    const basis = arm.basis === undefined ? '' : ` (${arm.basis})`
    return `${arm.label} (${String(arm.patients)} patients${basis}${said})`
  })
  const ratio = reported.find((it) => it.measure === 'hazard-ratio')
  const again = rebuilt.find((it) => it.measure === 'hazard-ratio')
  const ratios = [
    ...(ratio ? [`reported ${ratio.printed}`] : []),
    ...(again ? [`rebuilt ${formatEstimate(again)}`] : []),
  ]
  const definition = again?.verdict === 'not-comparable' ? ` (${hazardRatioDefinition(parts)})` : ''
  const contrast = ratios.length === 0 ? '' : `; hazard ratio ${listed(ratios)}${definition}`
  return `Kaplan–Meier curves of ${lowerFirst(endpoint.label)} in ${trial.label}, rebuilt from the reported figures, for ${listed(each)}${contrast}.`
}
