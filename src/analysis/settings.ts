import type { PlanScenario } from './plan.ts'
import { shared } from './plan-fields.ts'
import { scenarioSchema } from './plan-schema.ts'
import { lowerFirst } from '../result/lower-first.ts'

/** The parts of a schema that say what is there when a plan leaves a field out. */
interface Field {
  readonly description?: string | undefined
  readonly def: {
    readonly type: string
    readonly innerType?: Field
    readonly defaultValue?: unknown
    readonly shape?: Fields
  }
}
type Fields = Readonly<Record<string, Field>>

const told = new Set([...Object.keys(shared), 'method', 'role', 'data', 'identification', 'arm', 'control'])

/**
 * Every setting of a scenario's method as it was run, times in months: what the plan says, what its default is where it says nothing, and which
 * optional ones it leaves out. What the report prints elsewhere (names, estimand, assumptions, arms) is not among them.
 */
export function settingsOf(scenario: PlanScenario): readonly string[] {
  const schema = scenarioSchema.options.find((it) => it.shape.method.value === scenario.method)
  if (schema === undefined)
    throw new RangeError(`settingsOf: a method of the plan format is required, got ${scenario.method}`)
  const values: Readonly<Record<string, unknown>> = scenario
  const fields: Fields = schema.shape
  return Object.entries(fields).flatMap(([key, field]) => (told.has(key) ? [] : [setting(key, values[key], field)]))
}

function setting(key: string, value: unknown, field: Field): string {
  if (value === undefined)
    return `${key}: left out${field.description === undefined ? '' : ` (${lowerFirst(field.description.replace(/\.$/u, ''))})`}`
  const { def } = field
  const standard = def.type === 'default' && same(value, def.defaultValue)
  return `${key}: ${words(value, def.type === 'default' ? def.innerType : field)}${standard ? ' (default)' : ''}`
}

/** A value of a plan in one line; inside an object each default says so too. */
function words(value: unknown, field?: Field): string {
  if (Array.isArray(value)) {
    const nested = value.some((it) => typeof it === 'object')
    return value.length === 0 ? 'none' : value.map((it: unknown) => (nested ? `[${words(it)}]` : words(it))).join(', ')
  }
  if (typeof value !== 'object' || value === null) return String(value)
  const shape: Fields = field?.def.shape ?? {}
  return Object.entries(value)
    .flatMap(([key, inner]: [string, unknown]) => {
      if (key === 'id') return []
      if (key === 'label') return [`“${words(inner)}”`]
      const own = shape[key]
      return [own === undefined ? `${key} ${words(inner)}` : setting(key, inner, own).replace(': ', ' ')]
    })
    .join(', ')
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
