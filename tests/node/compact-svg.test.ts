import { expect, test } from 'vitest'
import { compactSvg } from '../../src/node/compact-svg.ts'

const drawing = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100"><g fill="none">${inside}</g></svg>`

test('neighbouring lines of one look are one path, those that touch or look otherwise are not', () => {
  const line = (y: number, colour: string): string =>
    `<line transform="translate(0,${y})" x2="50" y2="0" stroke="${colour}" stroke-dasharray=""/>`
  const apart = compactSvg(drawing(line(10, '#111') + line(20, '#111')))
  expect(apart.match(/<path/gu)).toHaveLength(1)
  expect(apart).toMatch(/d="M0 10h50M0 20h50"/u)
  expect(apart).not.toContain('dasharray')
  expect(compactSvg(drawing(line(10, '#111') + line(20, '#222'))).match(/<path/gu)).toHaveLength(2)
  const shapes = (second: string): string =>
    drawing(`<path d="M0,0L40,40L0,50Z" fill="#111" opacity=".5"/><path d="${second}" fill="#111" opacity=".5"/>`)
  expect(compactSvg(shapes('M60,0L90,0L90,50Z')).match(/<path/gu)).toHaveLength(1)
  // Where they overlap they are darker.
  expect(compactSvg(shapes('M0,40L40,0L60,30Z')).match(/<path/gu)).toHaveLength(2)
})

test('a line has tenths of pixels, a circle stays round', () => {
  expect(compactSvg(drawing('<path d="M1.234,5.678L22.345,6.789L30.123,40.567" stroke="#111"/>'))).toMatch(
    /d="m1\.2 5\.7 21\.2 1L30 40\.7"/u,
  )
  const dot = compactSvg(
    drawing(
      '<path transform="translate(286.0445,120)" d="M2.121,0A2.121,2.121,0,1,1,-2.121,0A2.121,2.121,0,1,1,2.121,0" fill="#111"/>',
    ),
  )
  expect(dot).toContain('a2.12 2.12')
  expect(dot).not.toContain('data-arcs')
})
