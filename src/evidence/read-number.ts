import { type Decimal, decimal } from './decimal.ts'
import type { Unit } from './evidence.ts'
import type { PrintProblem } from './print-problem.ts'
import type { Token } from './tokens.ts'

const PLAIN = /^(?:0|[1-9]\d*)?(?:\.\d+)?$/
const GROUPED_WITH_POINT = /^[1-9]\d{0,2}(?:,\d{3})+\.\d+$/
const GROUPED_TWICE = /^[1-9]\d{0,2}(?:,\d{3}){2,}$/
const GROUPED_ONCE = /^[1-9]\d{0,2},\d{3}$/
const GROUPED_BY_SPACE = /^[1-9]\d{0,2}(?:\u2009\d{3})+(?:\.\d+)?$/

/**
 * The decimal that a number token writes. A comma is a thousands separator only where it can be nothing else ("1,234.5",
 * "1,234,567", or "1,234" where whole patients are counted); "0,49" and a time of "1,234" are said to be ambiguous, not guessed.
 */
export function readNumber(token: Token, unit: Unit): Decimal | PrintProblem {
  const { text } = token
  if (PLAIN.test(text)) return decimal(text)
  const separated = GROUPED_WITH_POINT.test(text) || GROUPED_TWICE.test(text) || GROUPED_BY_SPACE.test(text)
  if (separated || (unit === 'count' && GROUPED_ONCE.test(text))) return decimal(text.replace(/[,\u2009]/g, ''))
  return GROUPED_ONCE.test(text) || /^\d+,\d+$/.test(text) ? ambiguousComma(token) : malformed(token)
}

export function isProblem(it: Decimal | PrintProblem): it is PrintProblem {
  return 'rule' in it
}

function ambiguousComma({ text, start, end }: Token): PrintProblem {
  const point = text.replace(',', '.')
  const grouped = GROUPED_ONCE.test(text)
  const also = grouped ? `or ${text.replace(',', '')}` : 'or two numbers'
  return {
    rule: grouped ? 'ambiguous-comma' : 'decimal-comma',
    start,
    end,
    message: `the comma in "${text}" may be a decimal comma or not: ${point} ${also}`,
    expected: 'a number with a decimal point',
    found: text,
    mend: `write ${point}${grouped ? ` or ${text.replace(',', '')}` : ''}, and say in the note that the paper prints a comma`,
  }
}

function malformed({ text, start, end }: Token): PrintProblem {
  return {
    rule: 'malformed-number',
    start,
    end,
    message: `"${text}" is not a number`,
    expected: 'digits with at most one decimal point',
    found: text,
    mend: 'copy the number as the paper prints it; thousands may be separated by commas or thin spaces in groups of three',
  }
}
