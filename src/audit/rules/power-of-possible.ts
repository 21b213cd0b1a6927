import { attainableValues, printableValues, type PrintedShare } from '../attainable.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type PrintedProportion, printedProportions } from '../printed-proportions.ts'

/** Agreement that chance alone gives more often than not proves nothing. */
const MOST_BY_CHANCE = 0.5

/**
 * R03: how much it proves that percentages without counts are possible for their denominator (R02): the share of the values that can be
 * printed with so many decimals which N patients attain, multiplied over the percentages of that denominator. Where chance makes them all
 * possible more often than not, that is noted; with every value attained nothing could have failed.
 */
export const powerOfPossible: AuditRule = {
  id: 'R03',
  name: 'grim-power',
  compares: 'percentages without counts with what chance would make possible',
  worst: 'note',
  agree: 'groups of percentages could have shown a wrong denominator',
  tolerance: 'all percentages of a denominator possible by chance in at most half of the cases',
  references: ['BrownHeathers2017'],
  examples: { clean: [example(28, '21%, 43%, 7%')], firing: [example(97, '97%, 67%')] },
  run: (subject) => groups(printedProportions(subject)).map(judged),
}

function example(of: number, percents: string): string {
  const rows = percents.split(', ').map((it, index) => `Row ${index + 1}: [${it}]`)
  return `
tables:
  response:
    label: Response
    population: patients treated
    columns: [{ arm: new, of: ${of} }]
    form: percent
    rows: { ${rows.join(', ')} }
`
}

interface Group {
  readonly of: number
  readonly share: PrintedShare
  readonly members: readonly PrintedProportion[]
}

function groups(all: readonly PrintedProportion[]): readonly Group[] {
  const found = new Map<string, Group>()
  for (const it of all) {
    const { count, of, percent } = it
    if (count !== null || of === null || of <= 0 || percent.share === null) continue
    const key = `${of}/${percent.share.decimals}`
    const members = [...(found.get(key)?.members ?? []), it]
    found.set(key, { of, share: percent.share, members })
  }
  return [...found.values()]
}

function judged({ of, share, members }: Group): RuleFinding {
  const [possible, printable] = [attainableValues(share, of), printableValues(share.decimals)]
  const byChance = members.reduce((product) => (product * possible) / printable, 1)
  const path = members[0]?.path
  const values = `${of} patients give ${possible} of the ${printable} percentages with ${decimals(share.decimals)}`
  const together = `that ${members.length === 1 ? 'the one printed is' : `all ${members.length} printed are`} among them would happen by chance in ${shown(byChance)} of cases`
  return {
    state: possible === printable ? 'uninformative' : byChance <= MOST_BY_CHANCE ? 'pass' : 'note',
    figures: members.map(({ id }) => id),
    ...(path && { path }),
    message: possible === printable ? `${values}: no wrong denominator could show` : `${values}; ${together}`,
    ...(byChance > MOST_BY_CHANCE && {
      resolve: 'The counts, or percentages with one decimal more, would show a wrong denominator.',
    }),
  }
}

function decimals(count: number): string {
  return count === 0 ? 'no decimals' : `${count} decimal${count === 1 ? '' : 's'}`
}

function shown(share: number): string {
  return share < 1e-6 ? 'less than 0.0001%' : `${Number((100 * share).toPrecision(2))}%`
}
