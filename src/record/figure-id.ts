import { figureSlug } from './figure-slug.ts'
import type { Path } from './spans.ts'
import type { Trial, TrialContrast, TrialTable } from './trial.ts'

/**
 * Id of the figure that stands at `path`: `<endpoint>.<arm | armA-vs-armB | all>.<measure>[@time][#n]`, where a table, a quantity, the
 * flow, the design may stand in place of the endpoint.
 */
export function figureId(trial: Trial, path: Path): string {
  const [section = '', ...below] = path.map(String)
  const [name = '', ...rest] = below
  switch (section) {
    case 'endpoints':
      return `${name}.${inEndpoint(trial, name, rest)}`
    case 'tables':
      return `${name}.${inTable(trial, name, rest)}`
    case 'quantities':
      return rest[0] === 'values' ? `${name}.${rest[1] ?? 'all'}.value` : `${name}.all.${figureSlug(rest.join(' '))}`
    case 'flow':
      return `flow.${name}.${figureSlug(stageAt(trial, name, rest))}`
    case 'arms':
      return `arms.${name}.patients`
    case 'calculations':
      return inCalculation(trial, Number(name), rest)
    case 'claims':
      return `claims.all.printed#${Number(name) + 1}`
    default:
      return `${section}.all.${figureSlug(below.join(' '))}`
  }
}

/** Two arms compared, for ids: the experimental with the control arm where the record names none. */
export function comparedArms(trial: Trial, contrast: TrialContrast | undefined): string {
  const named = (role: string): string | undefined => Object.entries(trial.arms).find(([, it]) => it.role === role)?.[0]
  return `${contrast?.arm ?? named('experimental') ?? 'all'}-vs-${contrast?.versus ?? named('control') ?? 'all'}`
}

/** Which of the contrasts of an endpoint that compare the same arms a further one is, the main one counted. */
export function contrastOrdinal(trial: Trial, endpoint: string, index: number): number {
  const { contrast, 'further contrasts': further = [] } = trial.endpoints[endpoint] ?? {}
  const main = contrast === undefined ? [] : [contrast]
  const arms = [...main, ...further.slice(0, index + 1)].map((it) => comparedArms(trial, it))
  return arms.filter((it) => it === arms.at(-1)).length
}

const inOrder = (ordinal: number): string => (ordinal === 1 ? '' : `#${ordinal}`)

function inEndpoint(trial: Trial, name: string, rest: readonly string[]): string {
  const endpoint = trial.endpoints[name]
  const [part = '', first = '', ...more] = rest
  const arm = part === 'arms' ? first : 'all'
  const measure = part === 'arms' ? more : rest.slice(1)
  const unit = endpoint?.['time unit'] ?? trial['time unit']
  switch (part) {
    case 'contrast':
      return `${comparedArms(trial, endpoint?.contrast)}.${ofContrast([first, ...more], unit)}`
    case 'further contrasts':
      return `${comparedArms(trial, endpoint?.['further contrasts']?.[Number(first)])}.${ofContrast(more, unit)}${inOrder(contrastOrdinal(trial, name, Number(first)))}`
    case 'follow-up':
      return `all.follow-up-${first}`
    default:
      return `${arm}.${ofArm(measure, unit)}`
  }
}

function ofArm([measure = '', time]: readonly string[], unit: string): string {
  if (measure === 'n') return 'patients'
  if (measure === 'follow-up') return `follow-up-${time ?? ''}`
  if (measure === 'total') return 'events'
  return `${figureSlug(measure)}${atTime(time, unit)}`
}

function ofContrast([measure = '', time]: readonly string[], unit: string): string {
  return measure === 'p' ? 'p-value' : `${figureSlug(measure)}${atTime(time, unit)}`
}

function atTime(time: string | undefined, unit: string): string {
  return time === undefined ? '' : `@${time}${unit === 'months' ? '' : unit}`
}

function inTable(trial: Trial, name: string, rest: readonly string[]): string {
  const table = trial.tables?.[name]
  if (table === undefined) return ''
  if (rest[0] === 'columns')
    return `${table.columns[Number(rest[1])]?.arm ?? 'all'}.of${headOrdinal(table, Number(rest[1]))}`
  const [, label = '', field = '', index = '', ...more] = rest
  const row = figureSlug(label)
  if (field === 'contrast')
    return `${comparedArms(trial, table.rows[label]?.contrast)}.${row}-${ofContrast([index, ...more], trial['time unit'])}`
  const arm = table.columns[Number(index)]?.arm ?? 'all'
  return `${arm}.${row}${field === 'of' ? '-of' : ''}${ordinal(table, Number(index))}`
}

/** Several columns of one arm (grades, say) are told apart by their order. */
function ordinal({ columns }: TrialTable, index: number): string {
  const before = columns.slice(0, index).filter(({ arm }) => arm === columns[index]?.arm).length
  return inOrder(before + 1)
}

/** A denominator that heads several columns of an arm is one figure. */
function headOrdinal({ columns }: TrialTable, index: number): string {
  const arm = columns[index]?.arm
  const sizes = [...new Set(columns.flatMap((it) => (it.arm === arm && it.of ? [it.of.count] : [])))]
  const rank = sizes.indexOf(columns[index]?.of?.count ?? -1)
  return rank <= 0 ? '' : `#${rank + 1}`
}

function stageAt(trial: Trial, arm: string, [part, first = '', second = '']: readonly string[]): string {
  if (part !== 'chains') return first
  return trial.flow?.[arm]?.chains[Number(first)]?.[Number(second)]?.stage ?? ''
}

function inCalculation(trial: Trial, index: number, [field = '', key = '', measure = '']: readonly string[]): string {
  const endpoint = trial.calculations?.[index]?.endpoint ?? ''
  if (field === 'medians') return `${endpoint}.${key}.planned-median`
  if (field === 'looks') return `${endpoint}.all.look-${figureSlug(measure)}#${Number(key) + 1}`
  return `${endpoint}.all.planned-${figureSlug(field)}`
}
