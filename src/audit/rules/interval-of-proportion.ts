import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type PrintedProportion, printedProportions } from '../printed-proportions.ts'
import { type ComparedInterval, compareInterval, type IntervalMatch } from '../proportion-interval.ts'

/**
 * R06: the confidence interval of a percentage is that of its count and denominator. Where the method is stated, by that method; where
 * none is, by any of Wald, Wilson, Wilson with continuity correction, Clopper-Pearson, Agresti-Coull, Jeffreys [BrownCaiDasGupta2001]. An
 * interval over strata, from a Kaplan-Meier curve or a model is none of them, so that without a stated method nothing worse than a note
 * can be said. Where the count is not printed, any count that gives the percentage will do.
 */
export const intervalOfProportion: AuditRule = {
  id: 'R06',
  name: 'prop-ci',
  compares: 'the interval of a percentage with the one that its count and denominator give',
  worst: 'fail',
  agree: 'intervals of percentages come from their counts',
  tolerance: 'half a unit of the last printed digit of each limit; rounding twice is left to R05',
  references: ['BrownCaiDasGupta2001', 'Newcombe1998'],
  examples: {
    clean: [example('71 (62-80)', 'Wald')],
    firing: [example('71 (62-81)', 'Wald')],
  },
  run: (subject) =>
    printedProportions(subject).flatMap((it) => {
      const compared = compareInterval(it)
      return compared === null ? [] : [finding(it, compared)]
    }),
}

function example(percent: string, method: string): string {
  return `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 100 }]
    form: count
    method: ${method}
    rows: { Response: { cells: [71], percents: [${percent}] } }
`
}

function finding(it: PrintedProportion, { interval, own, others }: ComparedInterval): RuleFinding {
  const { id, path, percent, method, ofPopulation, of, count } = it
  const printed = `${interval.lower.printed} to ${interval.upper.printed}`
  const best = own[0]
  const about = { figures: [id], ...(path && { path }) }
  const whose = `${percent.printed} (${count ?? 'a count that is not printed'} of ${of})`
  if (best !== undefined && best.fit !== 'none') {
    const message = `${whose} has the interval ${printed}; ${best.method} gives ${limits(best)}`
    return { ...about, state: 'pass', message }
  }
  const stated = method === null || ofPopulation ? 'note' : 'fail'
  const which = method === null ? 'none of the six usual methods gives that' : `the stated method (${method}) does not`
  const closest = own.map((match) => `${match.method} ${limits(match)}${count === null ? ` for ${match.count}` : ''}`)
  const elsewhere = others.find(({ fit }) => fit !== 'none')
  return {
    ...about,
    state: stated,
    message: `${whose} has the interval ${printed}; ${which}`,
    computation: `From the count and the denominator: ${closest.join('; ')}.`,
    explanation:
      elsewhere === undefined
        ? 'An interval over strata, of a model or a Kaplan-Meier curve is another one; so is one of another denominator.'
        : `These are the limits of ${elsewhere.method} (${limits(elsewhere)}).`,
    resolve: 'The method of the interval in the statistical analysis plan, and the count that it was computed from.',
    expected: method === null ? 'one of these' : (closest[0] ?? 'another interval'),
    found: printed,
  }
}

function limits({ lower, upper }: IntervalMatch): string {
  return `${inPercent(lower)} to ${inPercent(upper)}`
}

function inPercent(limit: number): string {
  return (100 * limit).toFixed(2)
}
