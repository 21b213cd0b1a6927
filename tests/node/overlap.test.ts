import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { expect, test } from 'vitest'
import { toSvg } from '../../src/node/svg.ts'
import { figures } from '../chart/gallery.ts'

interface Box {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface SceneItem {
  readonly items?: readonly SceneItem[]
  readonly marktype?: string
  readonly x?: number
  readonly y?: number
  readonly text?: string | readonly string[]
  readonly bounds?: { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number }
}

/** The boxes of all texts in a scene: items of a group mark are groups, which shift what is in them. */
function boxes(mark: SceneItem, x = 0, y = 0): Box[] {
  return (mark.items ?? []).flatMap((item) => {
    if (mark.marktype === 'group') {
      return (item.items ?? []).flatMap((inner) => boxes(inner, x + (item.x ?? 0), y + (item.y ?? 0)))
    }
    const { bounds, text } = item
    if (mark.marktype !== 'text' || bounds === undefined || text === undefined || text === '') return []
    const edges = { left: x + bounds.x1, right: x + bounds.x2, top: y + bounds.y1, bottom: y + bounds.y2 }
    return [{ text: [text].flat().join(' '), ...edges }]
  })
}

async function sceneOf(spec: TopLevelSpec): Promise<Box[]> {
  await toSvg(spec, { idPrefix: 'measured' })
  const view = await new View(parse(compile(spec).spec), { renderer: 'none' }).runAsync()
  const scene = view.scenegraph() as unknown as { readonly root: SceneItem }
  return boxes(scene.root)
}

/** Lines of text are set closer than their boxes are high: letters do not fill them. */
const slack = 3

test.each(Object.entries(figures))('%s: no text lies on another', async (_, spec) => {
  const found = await sceneOf(spec)
  expect(found.length).toBeGreaterThan(8)
  const overlaps = found.flatMap((a, at) =>
    found
      .slice(at + 1)
      .filter(
        (b) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack,
      )
      .map((b) => `"${a.text}" on "${b.text}"`),
  )
  expect(overlaps).toEqual([])
})
