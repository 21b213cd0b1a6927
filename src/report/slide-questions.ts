import { lowerFirst } from '../result/lower-first.ts'
import { trimmed } from '../result/format.ts'
import type { EndpointText, Results } from '../result/frames.ts'
import { secondParameter } from '../result/second-parameter.ts'
import { findingWords } from './finding-words.ts'
import { inWords } from './in-words.ts'
import { labels } from './labels.ts'

export interface Question {
  readonly question: string
  /** For the speaker: what in the results asks it. */
  readonly why: string
}

const most = 7

/** What a journal club may ask of these results: each question comes from something that the results say, the last from what they cannot. */
export function questions(results: Results): readonly Question[] {
  const found = [...hazards(results), ...tipping(results), ...open(results), ...unpinned(results), ...censored(results)]
  return [...found.slice(0, most - 1), practice(results)]
}

function hazards(results: Results): readonly Question[] {
  return results.scenarios
    .filter((it) => it.role === 'reference' && it.finding !== '')
    .slice(0, 1)
    .map((it) => ({
      question:
        'Is one hazard ratio a fair summary, or does the answer change with time? The printed landmarks give one ratio a stretch.',
      why: it.finding,
    }))
}

/** Each tipping point that exists: whether its value is plausible is for the reader. */
function tipping(results: Results): readonly Question[] {
  const name = labels(results)
  return results.rows
    .filter((it) => it.origin === 'tipping' && it.estimate !== null)
    .slice(0, 2)
    .map((it) => {
      const second = secondParameter(it.variant)
      const withSecond = second === null ? '' : ` with ${name.parameterAt(it.trial, second.parameter, second.value)}`
      const delta = /^delta\b/u.test(it.parameter) ? ' (delta: hazard after drop-out, as a multiple)' : ''
      return {
        question: `“${second?.asked ?? it.variant}” at ${name.parameterAt(it.trial, it.parameter, it.estimate)}${withSecond}${delta}: is that plausible in these patients?`,
        why: `${name.scenario(it.scenario)}: ${name.variant(it)}. ${it.assumption}`,
      }
    })
}

function open(results: Results): readonly Question[] {
  return results.findings
    .filter((it) => it.state === 'fail' || it.state === 'note')
    .slice(0, 2)
    .map((it) => findingWords(results, it))
    .map((it) => ({
      question: `${it.state === 'fail' ? 'What explains this?' : 'How much rests on this?'} ${it.message.replace(/\.$/u, '')}.`,
      why: `Rule ${it.rule} ${it.name}. ${it.explanation ?? ''} ${it.resolve === undefined ? '' : `To settle it: ${it.resolve}`} ${it.accepted === undefined ? '' : `Accepted in the record: ${it.accepted}`}`.trim(),
    }))
}

function unpinned(results: Results): readonly Question[] {
  return results.endpoints
    .filter((it) => it.lastEvidence < it.horizon)
    .slice(0, 1)
    .map((it) => ({
      question:
        it.lastEvidence === 0
          ? `No printed figure says when the events of ${lowerFirst(it.label)} happened: what would the paper have to print for the curves to count?`
          : `${afterThe(it)} of ${lowerFirst(it.label)}: what would the paper have to print for the tail to count?`,
      why: 'Beyond the last printed figure the curve is the model’s alone. docs/information.md ranks the figures that would narrow it most.',
    }))
}

/** An arm that no figure pins at any time is not pinned up to the last figure of another. */
function afterThe({ lastEvidence, pinned = [] }: EndpointText): string {
  const after = `After ${trimmed(lastEvidence, 1)} months`
  const never = pinned.filter((it) => it.last === null).map((it) => it.label)
  return never.length === 0
    ? `${after} no printed figure pins the curves`
    : `No printed figure pins the curve of ${never.join(' or ')} at any time, and ${lowerFirst(after)} none pins any`
}

function censored(results: Results): readonly Question[] {
  return results.scenarios
    .filter((it) => it.role === 'sensitivity' && it.identification === 'assumption')
    .slice(0, 1)
    .map((it) => ({
      question:
        'Who was censored before the cut-off, why, and in which arm? The paper’s numbers at risk and ticks would tell.',
      why: `${it.label}: the numbers are identified ${inWords.identification[it.identification][1]}. ${it.finding}`,
    }))
}

function practice(results: Results): Question {
  const compared = results.rows.some((it) => it.role === 'reference' && it.versus !== '')
  return {
    question: compared
      ? 'Would a difference of this size, at this time, change what you offer, against harms, burden and cost that these figures do not weigh?'
      : 'One arm gives no comparison: against what would you judge this result, and who would have been in that comparison?',
    why: 'Only the endpoints of the plan were rebuilt. Harms, burden and cost are not among them.',
  }
}
