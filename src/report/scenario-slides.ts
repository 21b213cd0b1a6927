import type { Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { changedScenarios, labels } from './labels.ts'
import type { Slide } from './slide.ts'
import { slideBlocks } from './slide-blocks.ts'
import { sourceLine } from './slide-notes.ts'
import { rangesPicture, scenarioPictures, tippingPictures, type ScenarioPicture } from './slide-pictures.ts'
import { sameTarget, slideTitles } from './slide-titles.ts'
import { tippingSection } from './tipping-section.ts'

/** So many pictures of scenarios are shown in an hour; the others stand in the appendix. */
const told = 4

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
  const common = { part: 'Scenarios', source, notes: about(changed.map((it) => it.id)) }
  const tipping = tippingPictures(results)
  return [
    target === undefined ? inWords(`${changed.length} scenarios beside the published result`) : overview(target),
    ...scenarioPictures(results).map((it, at) => pictured(it, at < told)),
    ...tipping.map(({ scenario, tips, ...picture }, at) => ({
      ...pictured({ ...picture, scenario, caption: '' }, at === 0 && tips),
      ...(tips && at === 0 ? { title: slideTitles.tipping(results) } : {}),
    })),
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

  function pictured({ scenario, caption, ...picture }: ScenarioPicture, main: boolean): Slide {
    return {
      part: 'Scenarios',
      source,
      title: slideTitles.scenario(results, scenario),
      blocks: slideBlocks.picture(picture),
      notes: [...(caption === '' ? [] : [caption]), ...about([scenario])],
      ...(main ? {} : { appendix: true as const }),
    }
  }
}

/** What most scenarios give and the published result has too: contrasts first. */
function forestTarget(results: Results): Row | undefined {
  const scenarios = (row: Row): number =>
    new Set(results.rows.filter((it) => it.role !== 'reference' && sameTarget(it, row)).map((it) => it.scenario)).size
  return results.rows
    .filter((it) => it.role === 'reference' && it.origin === 'rebuilt' && it.estimate !== null)
    .map((row) => ({ row, count: scenarios(row) }))
    .filter((it) => it.count > 0)
    .sort((a, b) => b.count - a.count || Number(b.row.versus !== '') - Number(a.row.versus !== ''))[0]?.row
}
