import type { ArmInference, ArmInferenceAnswer, ArmPair } from '../result/arm-inference.ts'
import { counted } from './audit-tally.ts'
import { wrap } from './wrap.ts'

/** The denominator inference of a record for a terminal: every division of the total that the percentages leave, and how strong that is. */
export function inferenceText(file: string, answer: ArmInferenceAnswer, width: number): string {
  const lines = answer.kind === 'inferred' ? told(answer.inference) : [`Nothing to infer: ${answer.reason}.`]
  return `${[file, '', ...lines].flatMap((it) => hanging(it, width)).join('\n')}\n`
}

function told(it: ArmInference): readonly string[] {
  const { arms, total, from, shares, possible, pairs, truncated, any } = it
  const left = pairs.length === possible ? 'all' : counted(pairs.length, 'division')
  return [
    `${total} patients in ${arms.join(' + ')}: ${counted(possible, 'division')} before any percentage is looked at.`,
    `${counted(shares.length, 'percentage')} of whole arms${from === null ? '' : `, those of ${from} included`}:`,
    ...rows(it),
    '',
    `Rounded to the nearest, they leave ${left}: ${shown(pairs)}.`,
    `If they were cut off: ${shown(truncated)}. If they were rounded either way: ${shown(any)}.`,
    '',
    ...strength(it),
    ...compared(it),
  ]
}

function rows({ arms, shares }: ArmInference): readonly string[] {
  return [...new Set(shares.map(({ row }) => row))].map((row) => {
    const own = shares.filter((it) => it.row === row)
    const cells = arms.flatMap((arm) => {
      const printed = own.filter((it) => it.arm === arm).map((it) => it.printed)
      return printed.length === 0 ? [] : [`${arm} ${printed.join(', ')}`]
    })
    return `  ${row}: ${cells.join('; ')}${own.every(({ declared }) => declared) ? '' : ' (whose percentages is not stated)'}`
  })
}

function strength({ shares, pairs, possible, byChance, declaredOnly, without }: ArmInference): readonly string[] {
  if (pairs.length === possible) return ['That says nothing: any division has such percentages.']
  const doubtful = shares.some(({ declared }) => !declared)
  const decisive = without.filter((it) => it.pairs.length !== pairs.length)
  return [
    `How strong that is: as many percentages with as many decimals, taken at random, would leave ${byChance} divisions in the mean.`,
    ...(doubtful ? [`With the percentages alone whose patients are stated: ${shown(declaredOnly)}.`] : []),
    decisive.length === 0
      ? 'No row decides alone: without any one of them the same is left.'
      : 'Without one row more would be left:',
    ...decisive.map(({ row, pairs: rest }) => `  without ${row}: ${shown(rest)}`),
  ]
}

function compared({ recorded, arms, pairs }: ArmInference): readonly string[] {
  if (recorded.every((it) => it === null)) return []
  const words = arms.map((arm, at) => `${arm} ${recorded[at] ?? 'none'}`).join(', ')
  const only = pairs.length === 1 && recorded.every((it, at) => it === pairs[0]?.[at])
  return [
    '',
    `The record has as inferred: ${words}${only ? ', which is what is left' : ', which is not what is left alone'}.`,
  ]
}

/** All of them; runs of neighbours as a range, so that even hundreds can be read. */
function shown(pairs: readonly ArmPair[]): string {
  if (pairs.length === 0) return 'none'
  const runs: { readonly from: ArmPair; to: ArmPair }[] = []
  for (const pair of pairs) {
    const last = runs.at(-1)
    if (last !== undefined && last.to[0] + 1 === pair[0]) last.to = pair
    else runs.push({ from: pair, to: pair })
  }
  const words = (pair: ArmPair): string => pair.join(' + ')
  return runs.map(({ from, to }) => (from === to ? words(from) : `${words(from)} to ${words(to)}`)).join(', ')
}

/** The indent of a line is kept where it goes on. */
function hanging(line: string, width: number): readonly string[] {
  const indent = /^ */u.exec(line)?.[0] ?? ''
  const plain = line
    .slice(indent.length)
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
  return wrap(plain, width - indent.length - 4).map((text, at) => `${indent}${at === 0 ? '' : '    '}${text}`.trimEnd())
}
