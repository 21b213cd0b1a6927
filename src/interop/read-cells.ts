/** A cell of a table, placed so that an editor can jump to it. */
export interface Cell {
  readonly text: string
  /** 1-based. */
  readonly line: number
  readonly column: number
}

export interface Cells {
  /** Lines that hold something; none of their cells is quoted any more. */
  readonly rows: readonly (readonly Cell[])[]
  readonly separator: ',' | ';' | 'tab' | 'spaces'
  /** Whether numbers are written 0,98. */
  readonly decimalComma: boolean
}

/** The cells of a table of text, whatever separates them: commas, semicolons, tabs or spaces, with decimal points or decimal commas. */
export function readCells(text: string): Cells {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const full = lines
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== '' && !isComment(line))
  const separator = separatorOf(full.map(({ line }) => line))
  const rows = full.map(({ line, number }) => split(line, separator, number))
  const texts = rows.flatMap((row) => row.map((cell) => cell.text))
  const commas = texts.filter((text) => /^[-+]?\d*,\d+(?:[eE][-+]?\d+)?%?$/.test(text))
  // In a table with decimal points, or where commas part the cells, "1,005" is a thousand and five.
  const points = separator === ',' || texts.some((text) => /^[-+\d,]*\.\d+(?:[eE][-+]?\d+)?%?$/.test(text))
  const decimalComma = commas.some((text) => !(points && thousands.test(text)))
  return { rows, separator, decimalComma }
}

/** "1,005.7", "12,000". */
const thousands = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?%?$/
/** "1.005,7", "1.234". */
const pointedThousands = /^[-+]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?%?$/

export const hasPointedThousands = (text: string): boolean => pointedThousands.test(text)

/** A line of remarks; "#" alone in a cell may be the header of running numbers. */
function isComment(line: string): boolean {
  return /^\s*"?#(?!"?\s*[,;\t])/.test(line)
}

function separatorOf(lines: readonly string[]): Cells['separator'] {
  const bare = lines.map((line) => line.replace(/"[^"]*"/g, '""'))
  if (bare.some((line) => line.includes(';'))) return ';'
  if (bare.some((line) => line.includes('\t'))) return 'tab'
  // "1,5 0,98": each comma stands inside a number, and spaces part the numbers.
  const spaced = bare.filter((line) =>
    /^\s*[-+]?[\d.,]+(?:[eE][-+]?\d+)?%?(?:\s+[-+]?[\d.,]+(?:[eE][-+]?\d+)?%?)+\s*$/.test(line),
  )
  if (spaced.length > 0 && spaced.every((line) => !/,\s|\s,/.test(line))) return 'spaces'
  return bare.some((line) => line.includes(',')) ? ',' : 'spaces'
}

const patterns = {
  ',': /("(?:[^"]|"")*"|[^,]*)(,|$)/y,
  ';': /("(?:[^"]|"")*"|[^;]*)(;|$)/y,
  tab: /("(?:[^"]|"")*"|[^\t]*)(\t|$)/y,
  spaces: /\s*("(?:[^"]|"")*"|\S+)(\s+|$)/y,
} as const

function split(line: string, separator: Cells['separator'], number: number): Cell[] {
  const pattern = patterns[separator]
  const cells: Cell[] = []
  for (let at = 0; at <= line.length;) {
    pattern.lastIndex = at
    const found = pattern.exec(line)
    if (found === null) break
    const raw = found[1] ?? ''
    const lead = raw.length - raw.trimStart().length + (separator === 'spaces' ? found[0].indexOf(raw) : 0)
    cells.push({ text: unquoted(raw.trim()), line: number, column: at + lead + 1 })
    at += found[0].length
    if (found[2] === '' || (separator === 'spaces' && at >= line.length)) break
  }
  return cells
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replace(/""/g, '"').trim()
    : text
}

/** A number as a cell writes it; null where nothing is written ("", "NA", "."), undefined where it is no number. */
export function numberOf(text: string, decimalComma: boolean): number | null | undefined {
  if (isMissing(text)) return null
  const whole = decimalComma
    ? (hasPointedThousands(text) ? text.replaceAll('.', '') : text).replace(',', '.')
    : thousands.test(text)
      ? text.replaceAll(',', '')
      : text
  const plain = whole.replace(/^[\u2212\u2013]/, '-').replace(/\s*%$/, '')
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(plain)) return undefined
  const value = Number(plain)
  // "1e400" is written like a number and is none.
  return Number.isFinite(value) ? value : undefined
}

export function isMissing(text: string): boolean {
  return /^(?:\.?|na|n\/a|nan|null|-)$/i.test(text)
}
