/** Looks of shapes and texts that the drawings of a page share: each is one rule of its style sheet. */
export interface SharedLooks {
  /** The drawing with a class in the place of colours, widths and sizes. */
  readonly of: (svg: string) => string
  /** The rules of every look given so far. */
  readonly style: () => string
}

const inPixels = new Set(['font-size', 'stroke-width'])
const attribute = / (fill|stroke|stroke-width|stroke-dasharray|opacity|font-size|font-weight|text-anchor)="([^"]*)"/gu

/** No look shorter than its class becomes one; what refers to a part of its own drawing stays there. */
const shortest = ' class="k99"'.length

/** A drawing repeats the same few looks hundreds of times: said once for all drawings of a page, they take a third less. */
export function sharedLooks(): SharedLooks {
  const names = new Map<string, string>()
  const nameOf = (rule: string): string => {
    const known = names.get(rule) ?? `k${names.size}`
    names.set(rule, known)
    return known
  }
  const classed = (tag: string): string => {
    const look = [...tag.matchAll(attribute)]
    if (look.map(([text]) => text).join('').length <= shortest || look.some(([, , value]) => value?.includes('url(')))
      return tag
    const rule = look
      .map(
        ([, name = '', value = '']) => `${name}:${value}${inPixels.has(name) && /^[\d.]+$/u.test(value) ? 'px' : ''}`,
      )
      .sort()
    return tag.replace(attribute, '').replace(/^<[a-z]+/iu, (start) => `${start} class="${nameOf(rule.join(';'))}"`)
  }
  return {
    of: (svg) => svg.replace(/<(?:path|g|text|tspan|line|rect|circle)\b[^>]*>/gu, classed),
    style: () => [...names].map(([rule, name]) => `.${name}{${rule}}`).join('\n'),
  }
}
