// The script of the live page in one file, dist/page/live.js, with what it needs of Vega: part of `npm run build`.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** What Vega can and no figure of the page does: maps, delimited files. An empty module stands in for each. */
const leftOut = /^(?:d3-geo|topojson-client|d3-dsv)$/
const without = {
  name: 'without',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: leftOut }, ({ path }) => ({ path, namespace: 'without' }))
    onLoad({ filter: /^/, namespace: 'without' }, () => ({ contents: 'module.exports = {}' }))
  },
}

await build({
  entryPoints: [at('src/page/browser/main.ts')],
  outfile: at('dist/page/live.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'remeierLive',
  target: 'es2022',
  legalComments: 'none',
  charset: 'utf8',
  alias: { vega: at('src/page/browser/vega-parts.js') },
  plugins: [without],
  logLevel: 'warning',
})
