import type { RuleRow } from '../result/audit-results.ts'

/**
 * Every rule as Markdown that reads well in a terminal: what it compares, how far apart the figures may lie, the worst that it says, where
 * that comes from, and a part of a record in which it says so.
 */
export function rulesText(rules: readonly RuleRow[]): string {
  return rules.map((it) => lines(it).join('\n')).join('\n')
}

function lines({ id, name, compares, worst, agree, tolerance, references = [], examples }: RuleRow): readonly string[] {
  return [
    `### ${id} ${name}`,
    '',
    `- compares ${compares}`,
    ...(tolerance === undefined ? [] : [`- tolerance: ${tolerance}`]),
    `- at worst: ${worst}`,
    ...(agree === undefined ? [] : [`- where it passes: "N of N ${agree}"`]),
    ...(references.length === 0 ? [] : [`- references: ${references.join(', ')}`]),
    ...(examples === undefined ? [] : ['', 'Fires on', '', ...examples.firing.flatMap(fenced)]),
    '',
  ]
}

function fenced(part: string, at: number): readonly string[] {
  const text = part.replace(/^\n+/u, '').trimEnd()
  return [...(at === 0 ? [] : ['', 'with, given as another record of the trial,', '']), '```yaml', text, '```']
}
