import type { Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { changedScenarios, labels } from './labels.ts'
import type { Slide } from './slide.ts'
import { slideBlocks } from './slide-blocks.ts'
import { computationNotes, sourceLine, sourceNotes } from './slide-notes.ts'
import { rangesPicture, scenarioPictures, tippingPictures, type ScenarioPicture } from './slide-pictures.ts'
import { sameTarget, slideTitles } from './slide-titles.ts'
import { tippingSection } from './tipping-section.ts'

/** Not the points of a line: they are in results.csv. */
const told = (it: Row): boolean =>
  it.measure !== 'share-of-simulations' && (it.origin !== 'scenario' || it.value === null || it.variant !== '')

/** So many pictures of scenarios are shown in an hour; the others stand in the appendix. */
const inTheTalk = 4

/** What the scenarios found: all on one picture, the most telling pictures, where the conclusion tips; in the appendix the rest and each finding in words. */
export function scenarioSlides(results: Results): readonly Slide[] {
  const changed = changedScenarios(results)
  if (changed.length === 0) return []
  const name = labels(results)
  const target = forestTarget(results)
  const found = changed.filter((it) => it.finding !== '')
  const source = sourceLine(results)
  const about = (of: readonly string[]): readonly string[] =>
    changed
      .filter((it) => of.includes(it.id))
      .flatMap((it) => [
        `${name.scenario(it.id)} (${it.role}): ${it.question}`,
        ...(it.finding === '' ? [] : [it.finding]),
        ...it.assumptions.map((assumption) => `Assumed: ${assumption}`),
      ])
  const common = {
    part: 'Scenarios',
    source,
    notes: [...about(changed.map((it) => it.id)), ...sourceNotes(results)],
  }
  const tipping = tippingPictures(results)
  const pictures = scenarioPictures(results)
  return [
    ...(target === undefined
      ? [inWords(`${changed.length} scenarios beside the published result`)]
      : scenariosOf(results, target) > 1 || pictures.length === 0
        ? [overview(target)]
        : []),
    ...pictures.map((it, at) => pictured(it, at < inTheTalk)),
    ...tipping.map(({ tips, ...picture }, at) => pictured({ ...picture, caption: '' }, at === 0 && tips)),
    ...slideBlocks.tablesOf(tippingSection(results, [])).map((table): Slide => ({
      ...common,
      appendix: true,
      title: slideTitles.tipping(results),
      blocks: slideBlocks.table(table),
    })),
    ...(found.length === 0 || target === undefined
      ? []
      : [{ ...inWords('What each scenario found, in words'), appendix: true as const }]),
  ]

  function overview(of: Row): Slide {
    return {
      ...common,
      title: slideTitles.scenarios(results, of),
      blocks: slideBlocks.picture(rangesPicture(results, of)),
    }
  }

  function inWords(title: string): Slide {
    const items = found.map((it) => ({ term: `${name.scenario(it.id)} (${it.role})`, text: it.finding }))
    return { ...common, title, blocks: [{ kind: 'terms', items }] }
  }

  function pictured({ scenario, title, caption, ...picture }: ScenarioPicture, main: boolean): Slide {
    const rows = results.rows.filter((it) => it.scenario === scenario && told(it))
    return {
      part: 'Scenarios',
      source,
      title: title ?? slideTitles.scenario(results, scenario),
      blocks: slideBlocks.picture(picture),
      notes: [
        ...(caption === '' ? [] : [caption]),
        ...about([scenario]),
        ...computationNotes(results, rows),
        ...sourceNotes(results),
      ],
      ...(main ? {} : { appendix: true as const }),
    }
  }
}

/** What most scenarios give and the published result has too: contrasts first. */
function forestTarget(results: Results): Row | undefined {
  return results.rows
    .filter((it) => it.role === 'reference' && it.origin === 'rebuilt' && it.estimate !== null)
    .map((row) => ({ row, count: scenariosOf(results, row) }))
    .filter((it) => it.count > 0)
    .sort((a, b) => b.count - a.count || Number(b.row.versus !== '') - Number(a.row.versus !== ''))[0]?.row
}

/** How many scenarios give a number too. */
const scenariosOf = ({ rows }: Results, target: Row): number =>
  new Set(rows.filter((it) => it.role !== 'reference' && sameTarget(it, target)).map((it) => it.scenario)).size
