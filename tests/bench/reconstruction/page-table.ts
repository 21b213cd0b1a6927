/** A table of Markdown. */
export function pageTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Empty where there is nothing to say. */
export const fixed = (x: number, digits: number): string => (Number.isFinite(x) ? x.toFixed(digits) : '')
export const percent = (x: number): string => (Number.isFinite(x) ? `${(100 * x).toFixed(1)}%` : '')
export const pair = ([median, upper]: readonly [number, number], digits = 4): string =>
  Number.isFinite(median) ? `${median.toFixed(digits)} / ${upper.toFixed(digits)}` : ''
