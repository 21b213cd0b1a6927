import type { Results } from '../result/frames.ts'
import { blocks } from './blocks.ts'
import type { Block, Inline, Reference } from './document.ts'

/** A sentence of the methods paragraph: said where `applies`, with the references among `cites` that the results name. */
interface Sentence {
  readonly text: string
  readonly cites: readonly string[]
  readonly applies: boolean
}

/**
 * How the numbers were made, in the form of a paper's methods paragraph, and the references it cites. References that the
 * results name and no sentence cites close the paragraph. RangeError where a key is not among `references`.
 */
export function methodsSection(results: Results, references: ReadonlyMap<string, Reference>): readonly Block[] {
  const cited: string[] = []
  const text: Inline[] = []
  const say = (sentence: string, keys: readonly string[]): void => {
    text.push(`${text.length === 0 ? '' : ' '}${sentence}`)
    keys.forEach((key, at) => {
      if (!cited.includes(key)) cited.push(key)
      text.push(at === 0 ? ' ' : ', ', { kind: 'cite', number: cited.indexOf(key) + 1 })
    })
    text.push('.')
  }
  for (const { text: sentence, cites, applies } of sentences(results)) {
    if (applies)
      say(
        sentence,
        cites.filter((it) => results.references.includes(it)),
      )
  }
  const left = results.references.filter((it) => !cited.includes(it))
  if (left.length > 0) say('Further methods follow', left)
  const items = cited.map((key) => lookUp(references, key))
  return [
    blocks.section('Methods'),
    blocks.paragraph(...text),
    ...(items.length === 0 ? [] : [blocks.section('References'), { kind: 'references', items } as const]),
  ]
}

function lookUp(references: ReadonlyMap<string, Reference>, key: string): Reference {
  const found = references.get(key)
  if (found === undefined)
    throw new RangeError(`Each cited key needs an entry in the list of references, ${key} has none.`)
  return found
}

function sentences(results: Results): readonly Sentence[] {
  const measures = new Set(results.rows.filter((it) => it.status !== 'refused').map((it) => it.measure))
  const method = (name: string): boolean => results.rows.some((it) => it.method === name)
  const has = (...any: readonly string[]): boolean => any.some((it) => measures.has(it))
  const { draws, seed } = results.analysis
  return [
    {
      text: 'Each printed number was read as the interval of values that round to it',
      cites: [],
      applies: true,
    },
    {
      text:
        'Survival and follow-up of all arms were reconstructed together from the printed figures, and one set of patients was built ' +
        'to reproduce the printed ones at their precision (what it misses is said); unlike reconstruction from a digitised curve, no coordinates of a published graph were used',
      cites: ['Guyot2012'],
      applies: results.curves.length > 0,
    },
    {
      text: 'Survival was estimated by the product-limit method, with Greenwood’s variance and log-log intervals',
      cites: ['KaplanMeier1958', 'Greenwood1926', 'KalbfleischPrentice2002'],
      applies: has('survival', 'survival-difference'),
    },
    {
      text: 'Intervals of medians follow Brookmeyer and Crowley',
      cites: ['BrookmeyerCrowley1982'],
      applies: has('median'),
    },
    {
      text: 'Hazard ratios are from the Cox model with Efron’s handling of ties',
      cites: ['Cox1972', 'Efron1977'],
      applies: has('hazard-ratio'),
    },
    {
      text: 'Restricted means are areas under the Kaplan-Meier curve up to the time stated',
      cites: ['Irwin1949', 'Uno2014'],
      applies: has('rmst', 'rmst-difference', 'rmst-ratio'),
    },
    {
      text: 'A number needed to treat is one over the difference in survival at its time, and its limits are those of the difference, turned over',
      cites: ['AltmanAndersen1999', 'Altman1998'],
      applies: has('number-needed-to-treat'),
    },
    {
      text: 'Groups were compared by the log-rank test',
      cites: ['Mantel1966'],
      applies: has('p-value'),
    },
    {
      text:
        'Informative drop-out was modelled, after the delta-adjusted analyses of the literature but without multiple imputation, by a factor delta on the hazard after ' +
        'a censoring other than by the cut-off: an expected-value Kaplan-Meier estimate with the standard error of the infinitesimal jackknife, medians over simulated times of ' +
        'potential follow-up',
      cites: ['Jackson2014', 'Lipkovich2016', 'Jaeckel1972'],
      applies: results.rows.some((it) => it.parameter === 'delta'),
    },
    {
      text: 'The range over every survival of those not infused is given as bounds, with the whole arm’s curve fixed',
      cites: ['HorowitzManski1995'],
      applies: results.references.includes('HorowitzManski1995'),
    },
    {
      text:
        'The curve of everybody was mixed of that of the infused, moved by the lag, and one assumed for the others, in the proportions of their numbers; the range over every ' +
        'survival of the others is given as bounds, with the curve of the infused, the share and the lag fixed',
      cites: [],
      applies: method('bounds of the forward mixture'),
    },
    {
      text:
        'A single arm and the control arm of another trial stand side by side, each on its own clock, and are not compared; moved to an earlier clock, the single arm ' +
        'shows time in which nobody of it can have died, and nobody is taken to have had any other event',
      cites: ['Pocock1976', 'Suissa2008'],
      applies: method('curve moved by the lag'),
    },
    {
      text: 'Proportions have exact (Clopper-Pearson) and Wilson limits, and their differences Newcombe’s',
      cites: ['ClopperPearson1934', 'Wilson1927', 'Newcombe1998'],
      applies: method('clopper-pearson'),
    },
    {
      text: `What the model leaves open is shown as the spread over ${draws} draws (fewer where a row says so) of the reconstruction, from counter-based random numbers (seed ${seed})`,
      cites: ['Salmon2011'],
      applies: draws > 0,
    },
    {
      text: 'Each figure was also predicted from the others, with an estimate and its limits left out together, and compared with its 95% prediction interval',
      cites: [],
      applies: results.fidelity.some((it) => it.predicted !== null),
    },
    {
      text: 'Estimands are described by the five attributes of ICH E9(R1)',
      cites: ['ICH2019'],
      applies: results.estimands.length > 0,
    },
  ]
}
