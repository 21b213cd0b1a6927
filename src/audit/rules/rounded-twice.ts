import { attainable } from '../attainable.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { type PrintedProportion, printedProportions } from '../printed-proportions.ts'
import { compareInterval } from '../proportion-interval.ts'

/**
 * R05: percentages and their limits are rounded once. One that fits its count only by way of one decimal more (44.46 to 44.5, that to 45)
 * contradicts nothing, so R01, R02 and R06 let it pass, and it is noted here. Compared are the percentages for which it makes a
 * difference, and all limits.
 */
export const roundedTwice: AuditRule = {
  id: 'R05',
  name: 'double-round',
  compares: 'percentages and limits that rounding twice would change with their exact values',
  worst: 'note',
  agree: 'percentages that rounding twice would change are rounded once',
  tolerance: 'half a unit of the last printed digit, exactly; a twentieth more by way of one decimal more',
  references: ['BrownHeathers2017'],
  examples: { clean: [example('44%')], firing: [example('45%')] },
  run: (subject) => [...ofPercents(subject), ...ofLimits(subject)],
}

function example(percent: string): string {
  return `flow: { new: { chains: [[randomised: 695, treated: { count: 309, percent: ${percent} }]] } }`
}

function ofPercents(subject: AuditSubject): readonly RuleFinding[] {
  return printedProportions(subject).flatMap((it) => {
    const { id, path, count, of, percent } = it
    if (of === null || of <= 0 || percent.share === null) return []
    const share = { ...percent.share, ...(count !== null && { count }) }
    if (!attainable(share, of, 'twice')) return []
    const once = attainable(share, of)
    if (once && !changedByTwice(it)) return []
    const finding = { figures: [id], ...(path && { path }) }
    const message =
      count === null
        ? `no number of ${of} patients is ${percent.printed} of them, to the nearest`
        : `${count} of ${of} is ${((100 * count) / of).toFixed(3)}%, printed as ${percent.printed}`
    return [once ? { ...finding, state: 'pass' as const, message } : { ...finding, ...twice(message) }]
  })
}

/** Whether another value than the printed one would come out of rounding the share twice. */
function changedByTwice({ count, of, percent }: PrintedProportion): boolean {
  const { share } = percent
  if (count === null || of === null || share === null) return false
  return [share.digits - 1, share.digits + 1].some((digits) => {
    const other = { digits, decimals: share.decimals, count }
    return digits >= 0 && attainable(other, of, 'twice') && !attainable(other, of)
  })
}

function ofLimits(subject: AuditSubject): readonly RuleFinding[] {
  return printedProportions(subject).flatMap((it) => {
    const best = compareInterval(it)?.own[0]
    if (best?.fit !== 'twice') return []
    const { interval, printed } = it.percent
    const limits = `${(100 * best.lower).toFixed(2)} to ${(100 * best.upper).toFixed(2)}`
    const message = `${printed} has the interval ${interval?.lower.printed} to ${interval?.upper.printed}; ${best.method} for ${best.count} of ${best.of} gives ${limits}`
    return [{ figures: [it.id], ...(it.path && { path: it.path }), ...twice(message) }]
  })
}

function twice(message: string): Pick<RuleFinding, 'state' | 'message' | 'computation' | 'explanation' | 'resolve'> {
  return {
    state: 'note',
    message: `${message}: the digits fit only if it was rounded twice`,
    computation: 'Rounded first to one decimal more, and that to the printed digits.',
    explanation: 'A table of rounded figures was rounded again; nothing else disagrees.',
    resolve: 'The figure with one decimal more.',
  }
}
