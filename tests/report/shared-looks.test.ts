import { expect, test } from 'vitest'
import { sharedLooks } from '../../src/report/shared-looks.ts'

test('one look, one rule; what is shorter than its class or refers to its own drawing stays', () => {
  const looks = sharedLooks()
  const text = (look: string): string => `<text ${look} x="1">A fill="none" B</text>`
  expect(looks.of(text('fill="var(--ink)" font-size="12"'))).toBe('<text class="k0" x="1">A fill="none" B</text>')
  expect(looks.of(text('font-size="12" fill="var(--ink)"'))).toBe('<text class="k0" x="1">A fill="none" B</text>')
  expect(looks.of('<path d="M0 0" stroke="var(--faint)" stroke-dasharray="1,3" opacity=".38"/>')).toBe(
    '<path class="k1" d="M0 0"/>',
  )
  expect(looks.of('<g fill="none">')).toBe('<g fill="none">')
  expect(looks.of('<path fill="url(#figure-1-a)" stroke="var(--ink)"/>')).toBe(
    '<path fill="url(#figure-1-a)" stroke="var(--ink)"/>',
  )
  // Lengths of a style sheet have a unit; opacities, colours and dashes have none.
  expect(looks.style()).toBe(
    '.k0{fill:var(--ink);font-size:12px}\n.k1{opacity:.38;stroke-dasharray:1,3;stroke:var(--faint)}',
  )
})
