import { levels } from './comparison.ts'
import type { Scored } from './rebuild.ts'
import { finite, quantile } from './summarise.ts'

/** How long reconstructions took, by level: a clock's words, so no part of a page that must come out the same. */
export function timeWords(scored: readonly Scored[]): string {
  return levels
    .map((level) => {
      const here = scored.filter((it) => it.level === level && Number.isFinite(it.time.all))
      if (here.length === 0) return ''
      const all = here.map((it) => it.time.all)
      const curve = finite(here.map((it) => it.time.curve))
      const longest = here.reduce((most, it) => (it.time.all > most.time.all ? it : most))
      const ms = (values: readonly number[], p: number) => quantile(values, p).toFixed(1)
      const alone = curve.length === 0 ? '' : `curve ${ms(curve, 0.5)} ms (90% ${ms(curve, 0.9)}), `
      const whole = `whole ${ms(all, 0.5)} ms (90% ${ms(all, 0.9)}), longest ${longest.time.all.toFixed(0)} ms (${longest.comparison.id})`
      return `${level}: ${alone}${whole}\n`
    })
    .join('')
}
