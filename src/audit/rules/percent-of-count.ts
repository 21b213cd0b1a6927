import { attainable } from '../attainable.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type PrintedProportion, printedProportions } from '../printed-proportions.ts'

/**
 * R01: the percentage beside a count is 100n/N rounded, in whole numbers throughout: |2Mn - 2dN| <= N with d the digits and M = 100 x
 * 10^decimals. A half may go either way; one that rounding twice explains (44.46 to 44.5 to 45) passes here and is noted by R05
 * [BrownHeathers2017]. A "<1" holds every smaller share.
 */
export const percentOfCount: AuditRule = {
  id: 'R01',
  name: 'pct-count',
  compares: 'a percentage with its count and denominator',
  worst: 'fail',
  agree: 'percentages agree with their counts',
  tolerance: 'half a unit of the last printed digit, exactly; rounding twice is left to R05',
  references: ['BrownHeathers2017'],
  examples: {
    clean: ['flow: { new: { chains: [[randomised: 100, treated: { count: 90, percent: 90% }]] } }'],
    firing: ['flow: { new: { chains: [[randomised: 100, treated: { count: 90, percent: 91% }]] } }'],
  },
  run: (subject) => printedProportions(subject).flatMap(compared),
}

function compared({ id, path, count, of, ofPopulation, percent }: PrintedProportion): readonly RuleFinding[] {
  if (count === null || of === null || of <= 0) return []
  const { printed, quantity, share } = percent
  const fits = share !== null ? attainable({ ...share, count }, of, 'twice') : isBelow(quantity, count / of)
  if (fits === null) return []
  const exact = `${((100 * count) / of).toFixed(2)}%`
  const finding = {
    figures: [id],
    ...(path && { path }),
    message: `${count} of ${of} is ${exact}, printed as ${printed}`,
  }
  if (fits) return [{ ...finding, state: 'pass' }]
  // Whose percentage it is follows only from the name of the population: another denominator is as likely as a mistake.
  const wrong = share === null ? [] : denominators(count, share.digits, share.decimals)
  return [
    {
      ...finding,
      state: ofPopulation ? 'note' : 'fail',
      computation: `${count} divided by ${of}, times 100, is ${exact}; rounded to the digits of ${printed} that is another number.`,
      ...(wrong.length > 0 && {
        explanation: `Of ${range(wrong)} patients, ${count} would be ${printed}: the percentage may have another denominator.`,
      }),
      resolve:
        'The count, the denominator and the percentage in the table itself; one of the three is not of this row.',
      expected: exact,
      found: printed,
    },
  ]
}

function isBelow(quantity: PrintedProportion['percent']['quantity'], share: number): boolean | null {
  if (quantity.kind === 'less-than') return share < quantity.upper
  return quantity.kind === 'greater-than' ? share > quantity.lower : null
}

/** The least and greatest denominator of which the count would be the printed percentage. */
function denominators(count: number, digits: number, decimals: number): readonly number[] {
  if (count === 0 || digits === 0) return []
  const share = digits / 100 / (decimals === 0 ? 1 : Number(`1e${decimals}`))
  const half = share / digits / 2
  const [least, most] = [Math.ceil(count / (share + half)), Math.floor(count / (share - half))]
  return least > most || least < count ? [] : [least, most]
}

function range([least = 0, most = 0]: readonly number[]): string {
  return least === most ? String(least) : `${least} to ${most}`
}
