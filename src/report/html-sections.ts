import type { Block } from './document.ts'
import { htmlBlock, type HtmlPage } from './html-block.ts'
import { escapeHtml } from './html-text.ts'

/** What stands under one heading of level 2; what comes before the first has neither title nor id. */
export interface HtmlSection {
  readonly title: string
  readonly id: string
  readonly html: string
}

/** Blocks as the sections of a page. */
export function htmlSections(blocks: readonly Block[], page: HtmlPage): readonly HtmlSection[] {
  const found: { title: string; wanted: string; blocks: Block[] }[] = [{ title: '', wanted: '', blocks: [] }]
  for (const it of blocks) {
    if (it.kind === 'heading' && it.level === 2) found.push({ title: it.text, wanted: it.id, blocks: [] })
    else found.at(-1)?.blocks.push(it)
  }
  return found.map(({ title, wanted, blocks: own }) => {
    const inside = own.map((it) => htmlBlock(it, page)).join('\n')
    if (title === '') return { title, id: '', html: inside }
    const id = page.unique(wanted)
    return {
      title,
      id,
      html: `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(title)}</h2>\n${inside}\n</section>`,
    }
  })
}

/** Ids of a page are unique and never empty, whatever headings say. */
export function uniqueIds(): HtmlPage['unique'] {
  const ids = new Map<string, number>()
  const unique = (id: string): string => {
    const wanted = id === '' ? 'section' : id
    const times = (ids.get(wanted) ?? 0) + 1
    ids.set(wanted, times)
    return times === 1 ? wanted : unique(`${wanted}-${times}`)
  }
  return unique
}
