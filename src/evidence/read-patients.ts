import type { Path } from '../record/spans.ts'
import type { Trial, TrialEndpointArm } from '../record/trial.ts'
import type { Figure } from './evidence.ts'
import type { FigureReader, Place } from './figure-reader.ts'

type Size = NonNullable<TrialEndpointArm['n']>

interface Found {
  readonly count: Size
  readonly path: Path
  readonly within: readonly Place[]
}

/**
 * Patients analysed in an arm, by the first of these that the record has: `n` of the arm at this endpoint; the stage of the flow that
 * the population names; where it is everybody who was randomised, assigned or enrolled, the patients of the arm (its `n`, or the
 * first stage of its flow); the number at risk at the start; the patients of the arm again, said in a note. A population that is
 * clearly a part of the arm and has no number is a problem: every number would be a guess.
 */
export function readPatients(reader: FigureReader, trial: Trial, endpointId: string, arm: string): Figure | null {
  const endpoint = trial.endpoints[endpointId]
  const it = endpoint?.arms[arm]
  if (endpoint === undefined || it === undefined) return null
  const path = ['endpoints', endpointId, 'arms', arm]
  const within = [it, endpoint]
  const slot = { measure: 'patients', arm, within } as const
  if (it.n !== undefined) return reader.count(it.n, { ...slot, path: [...path, 'n'] })
  const population = plain(endpoint.population)
  const stage = stageOf(trial, arm, population)
  if (stage !== null) return reader.count(stage.count, { ...slot, ...stage })
  const group = everybodyIn(trial, arm)
  if (group !== null && EVERYBODY.test(population)) return reader.count(group.count, { ...slot, ...group })
  const start = it['at risk']?.['0']
  if (start !== undefined) return reader.count(start, { ...slot, path: [...path, 'at risk', '0'] })
  if (group === null || PART.test(population)) {
    reader.problems.push(unknownPatients(path, arm, endpoint.population))
    return null
  }
  const where = ['endpoints', endpointId, 'population']
  reader.problems.push(assumedPatients(where, arm, endpoint.population, group.count.count))
  return reader.count(group.count, { ...slot, ...group })
}

/** Populations that are everybody who was assigned or, in a single arm, enrolled. */
const EVERYBODY = /^(randomi[sz]ed|assigned|enrolled|intention to treat|intent to treat|itt)$/

/** Words of a population that is only a part of the arm. */
const PART =
  /\b(respon\w*|treated|infused|dosed|evaluable|measurable|per protocol|safety|modified|mitt|subgroup|subset|landmark|with|without|who|whose|excluding|except|not(?! stated))\b/

/** "All randomised patients (ITT population)" is "randomised". */
function plain(population: string): string {
  return population
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[-\s]+/g, ' ')
    .trim()
    .replace(/^(all|the) /, '')
    .replace(/^patients (who were |who had been )?(?=\S+$)/, '')
    .replace(/ (patients|participants|population|set|analysis set)$/, '')
}

function stageOf(trial: Trial, arm: string, population: string): Found | null {
  return stagesOf(trial, arm).find(({ stage }) => plain(stage) === population) ?? null
}

/** The arm's own number, or the first stage of its flow where that is everybody. */
function everybodyIn(trial: Trial, arm: string): Found | null {
  const n = trial.arms[arm]?.n
  if (n !== undefined) return { count: n, path: ['arms', arm, 'n'], within: [] }
  const first = stagesOf(trial, arm)[0]
  return first !== undefined && EVERYBODY.test(plain(first.stage)) ? first : null
}

function stagesOf(trial: Trial, arm: string): readonly (Found & { readonly stage: string })[] {
  const flow = trial.flow?.[arm]
  if (flow === undefined) return []
  const within = [flow]
  const chained = flow.chains.flatMap((chain, index) =>
    chain.map(({ stage, count }, rank) => ({
      stage,
      count,
      path: ['flow', arm, 'chains', index, rank, stage],
      within,
    })),
  )
  const besides = Object.entries(flow.besides ?? {}).map(([stage, count]) => {
    return { stage, count, path: ['flow', arm, 'besides', stage], within }
  })
  return [...chained, ...besides]
}

function unknownPatients(path: Path, arm: string, population: string): FigureReader['problems'][number] {
  return {
    severity: 'error',
    rule: 'unknown-patients',
    path,
    atKey: true,
    message: `nothing says how many patients of "${arm}" were analysed`,
    expected: `n here, or a stage "${population}" in the flow of the arm`,
    mend: 'add n to this arm of the endpoint, as printed',
    figures: [],
  }
}

function assumedPatients(path: Path, arm: string, population: string, count: number): FigureReader['problems'][number] {
  return {
    severity: 'note',
    rule: 'assumed-patients',
    path,
    message: `no stage of the flow is "${population}": all ${count} patients of "${arm}" are taken to be analysed`,
    mend: 'name a stage of the flow, or add n to the arm of the endpoint, as printed',
  }
}
