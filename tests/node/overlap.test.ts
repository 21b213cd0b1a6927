import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { expect, test } from 'vitest'
import { toSvg } from '../../src/node/svg.ts'
import { figures } from '../chart/gallery.ts'

/** A text as the rectangle that it fills, turned by `angle` about its middle. */
interface Box {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Radians. */
  readonly angle: number
}

interface SceneItem {
  readonly items?: readonly SceneItem[]
  readonly marktype?: string
  readonly x?: number
  readonly y?: number
  readonly text?: string | readonly string[]
  /** Degrees. */
  readonly angle?: number
  readonly fontSize?: number
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
    return [{ text: [text].flat().join(' '), ...rectangle(item, bounds, x, y) }]
  })
}

/** The bounds of a turned text are those of its rectangle: a line as high as its letters, so long that it reaches them. */
function rectangle(
  { angle = 0, fontSize = 11 }: SceneItem,
  { x1, x2, y1, y2 }: NonNullable<SceneItem['bounds']>,
  x: number,
  y: number,
): Omit<Box, 'text'> {
  const turn = (angle * Math.PI) / 180
  const middle = { x: x + (x1 + x2) / 2, y: y + (y1 + y2) / 2, angle: turn }
  if (angle === 0) return { ...middle, width: x2 - x1, height: y2 - y1 }
  const along = Math.abs(Math.cos(turn))
  return { ...middle, width: (x2 - x1 - fontSize * Math.abs(Math.sin(turn))) / along, height: fontSize }
}

async function sceneOf(spec: TopLevelSpec): Promise<Box[]> {
  await toSvg(spec, { idPrefix: 'measured' })
  const view = await new View(parse(compile(spec).spec), { renderer: 'none' }).runAsync()
  const scene = view.scenegraph() as unknown as { readonly root: SceneItem }
  return boxes(scene.root)
}

/** Lines of text are set closer than their boxes are high: letters do not fill them. */
const slack = 3

/** Two rectangles lie apart where a direction along a side of one of them parts them. */
function overlap(a: Box, b: Box): boolean {
  const directions = [a, b].flatMap(({ angle }) => [angle, angle + Math.PI / 2])
  return directions.every((direction) => {
    const [cos, sin] = [Math.cos(direction), Math.sin(direction)]
    const distance = Math.abs((b.x - a.x) * cos + (b.y - a.y) * sin)
    return distance < halfWidth(a, direction) + halfWidth(b, direction)
  })
}

function halfWidth({ width, height, angle }: Box, direction: number): number {
  const turn = direction - angle
  return (
    (Math.max(0, width - 1) * Math.abs(Math.cos(turn)) + Math.max(0, height - slack) * Math.abs(Math.sin(turn))) / 2
  )
}

test('turned texts are compared as they lie', () => {
  const at = (x: number, angle: number): Box => ({ text: '', x, y: 0, width: 100, height: 11, angle })
  const turned = -Math.PI / 4
  expect(overlap(at(0, turned), at(20, turned))).toBe(false)
  expect(overlap(at(0, turned), at(5, turned))).toBe(true)
  expect(overlap(at(0, 0), at(20, 0))).toBe(true)
  expect(overlap(at(0, 0), at(101, 0))).toBe(false)
})

test.each(Object.entries(figures))('%s: no text lies on another', async (_, spec) => {
  const found = await sceneOf(spec)
  expect(found.length).toBeGreaterThan(8)
  const overlaps = found.flatMap((a, at) =>
    found
      .slice(at + 1)
      .filter((b) => overlap(a, b))
      .map((b) => `"${a.text}" on "${b.text}"`),
  )
  expect(overlaps).toEqual([])
})
