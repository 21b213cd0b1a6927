import type { RuleRow } from '../result/audit-results.ts'

/**
 * Every rule as a page of Markdown: a table of what each compares, how far apart the figures may lie and the worst that it says; then, rule by
 * rule, where that comes from and a part of a record in which it says so.
 */
export function rulesText(rules: readonly RuleRow[]): string {
  const rows = rules.map(({ id, name, compares, tolerance = '', worst }) =>
    [`${id} ${name}`, compares, tolerance, worst].map((it) => it.replaceAll('|', '\\|')).join(' | '),
  )
  const table = ['rule | compares | tolerance | at worst', '--- | --- | --- | ---', ...rows].map((it) => `| ${it} |`)
  const head = [
    '# Rules of the audit',
    '',
    'Written by `remeier audit --rules`; [audit.md](audit.md) explains states, formats and exit codes.',
    '',
    `${rules.length} rules. Every printed number stands for the interval that rounds to it; figures agree where their intervals share a number.`,
    '',
    ...table,
    '',
    '## Examples',
    '',
    'A part of a record in which each rule says the worst that it can. Keys are those of `src/REFERENCES.md`.',
    '',
  ]
  return [...head, ...rules.flatMap(example)].join('\n')
}

function example({ id, name, agree, references = [], examples }: RuleRow): readonly string[] {
  const words = [
    ...(agree === undefined ? [] : [`Where it passes: "N of N ${agree}".`]),
    ...(references.length === 0 ? [] : [`References: ${references.join(', ')}.`]),
  ].join(' ')
  return [`### ${id} ${name}`, '', ...(words === '' ? [] : [words, '']), ...(examples?.firing ?? []).flatMap(fenced)]
}

function fenced(part: string, at: number): readonly string[] {
  const text = part.replace(/^\n+/u, '').trimEnd()
  return [...(at === 0 ? [] : ['with, as another record,', '']), '```yaml', text, '```', '']
}
