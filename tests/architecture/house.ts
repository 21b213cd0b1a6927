/**
 * The rooms of `src`: which other rooms a room may import (type-only imports count), and which npm packages. A room that is not
 * listed is a breach. Change this table with an entry in docs/decisions.md, not with an exception.
 */
export interface Room {
  readonly rooms: readonly string[]
  readonly packages: readonly string[]
  /** Packages of which only types may be used: the room brings no code of theirs into a bundle. */
  readonly packageTypes?: readonly string[]
  /** Whether the room may use `node:` modules. All other rooms run in a browser. */
  readonly node?: boolean
}

export type House = Readonly<Record<string, Room>>

const line = ['numeric', 'survival', 'statistics', 'record', 'evidence', 'audit', 'reconstruct', 'scenario', 'result']
const output = ['analysis', 'chart', 'report', 'page', 'interop']

export const house: House = {
  numeric: { rooms: [], packages: [] },
  survival: { rooms: ['numeric'], packages: [] },
  statistics: { rooms: ['numeric'], packages: ['jstat', 'simple-statistics'] },
  record: { rooms: [], packages: ['yaml', 'zod', 'fastest-levenshtein'] },
  evidence: { rooms: ['record'], packages: ['fastest-levenshtein'] },
  audit: { rooms: ['evidence', 'record', 'survival', 'statistics', 'numeric'], packages: [] },
  reconstruct: { rooms: ['evidence', 'survival', 'numeric', 'result'], packages: [] },
  scenario: { rooms: ['survival', 'statistics', 'numeric'], packages: [] },
  result: { rooms: [], packages: ['d3-dsv'] },
  analysis: { rooms: line, packages: ['zod'] },
  chart: { rooms: ['result'], packages: [], packageTypes: ['vega-lite'] },
  report: { rooms: ['chart', 'result'], packages: [], packageTypes: ['vega-lite'] },
  page: {
    rooms: ['scenario', 'survival', 'numeric', 'result'],
    packages: ['json-stringify-pretty-compact', 'vega', 'vega-interpreter'],
  },
  interop: { rooms: ['evidence', 'record', 'survival', 'result'], packages: [] },
  node: {
    rooms: [...line, ...output],
    packages: [
      ...['vega', 'vega-lite', 'svgo', 'json-stringify-pretty-compact', 'danfojs-node'],
      ...['fontkit', '@resvg/resvg-js', 'pdfkit', 'svg-to-pdfkit', 'pptxgenjs', 'fflate'],
    ],
    node: true,
  },
  cli: { rooms: [...line, ...output, 'node'], packages: ['commander'], node: true },
  // src/index.ts, the public entry `remeier`: what runs everywhere.
  index: { rooms: [...line, 'analysis', 'chart', 'report', 'interop'], packages: [] },
}
