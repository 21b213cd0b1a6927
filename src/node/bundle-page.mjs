// The script of the live page in one file, dist/page/live.js, with what it needs of Vega: part of `npm run build`.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

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
  logLevel: 'warning',
})
