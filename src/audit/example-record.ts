/** What every record has; an example says only what its rule looks at. */
const skeleton: readonly (readonly [field: string, text: string])[] = [
  ['id', 'id: example-2024'],
  ['trial', 'trial: Example'],
  ['time unit', 'time unit: months'],
  ['sources', 'sources: { paper: { citation: An invented paper, kind: primary } }'],
  ['arms', 'arms: { new: { label: New, role: experimental }, old: { label: Old, role: control } }'],
  ['endpoints', 'endpoints: {}'],
]

/** The YAML of a whole record from the part that an example gives: top-level fields that it leaves out are filled in. */
export function exampleRecord(part: string): string {
  const text = part.replace(/^\n+/u, '').replace(/\s*$/u, '\n')
  const given = new Set([...text.matchAll(/^([a-z][a-z -]*):/gmu)].map(([, field]) => field))
  const missing = skeleton.flatMap(([field, line]) => (given.has(field) ? [] : [`${line}\n`]))
  return `${missing.join('')}${text}`
}
