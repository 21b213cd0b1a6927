import { fontFamily } from '../chart/theme.ts'
import type { Palette } from './palette.ts'

/** A font that travels inside the page, so that it looks the same everywhere and asks nobody for anything. */
export interface PageFont {
  readonly weight: number
  /** The file in base64. */
  readonly base64: string
  readonly format: 'truetype' | 'woff2'
  /** Carried only by a page that holds such a character. */
  readonly needs?: RegExp
}

/** The style sheet of a page: one set of custom properties for light, dark and print; figures take their colours from them. */
export function pageStyle(palette: Palette, fonts: readonly PageFont[]): string {
  const faces = fonts.map(
    (it) =>
      `@font-face{font-family:"${fontFamily}";font-weight:${it.weight};font-style:normal;` +
      `src:url(data:font/${it.format === 'woff2' ? 'woff2' : 'ttf'};base64,${it.base64}) format("${it.format}")}`,
  )
  const variables = (theme: 'light' | 'dark'): string =>
    palette.map((it) => `--${it.name}:${theme === 'light' ? it.light : it.dark}`).join(';')
  return [
    ...faces,
    `:root{color-scheme:light dark;${variables('light')}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${variables('dark')}}}`,
    screen.trim(),
    narrow.trim(),
    print.trim(),
  ].join('\n')
}

const everyColumn = (name: string, cell: string): string =>
  Array.from({ length: 24 }, (_, at) => `.${name}${at + 1} ${cell}:nth-child(${at + 1})`).join()

/** `r3` sets the third column of a table to the right, `c3` to the centre; the words of `s3` do not break, on telephones the sentences of `w3` have room. */
const columns = `${everyColumn('r', ':is(th,td)')}{text-align:right}
${everyColumn('c', ':is(th,td)')}{text-align:center}
${everyColumn('r', 'td')},.s{white-space:nowrap}
@media screen{${everyColumn('s', 'tbody :is(th,td)')}{white-space:nowrap}}`

const screen = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
  font:400 1.0625rem/1.6 "${fontFamily}","Source Sans 3","Source Sans Pro",system-ui,-apple-system,"Segoe UI",sans-serif;
  font-feature-settings:"kern","liga";text-rendering:optimizeLegibility;overflow-wrap:break-word}
.page{max-width:64rem;margin:0 auto;padding:3.5rem 2rem 5rem}
p,ul,ol,dl,.note,pre,header,.table-note,figcaption{max-width:42rem}
h1,h2,h3{font-weight:600;line-height:1.2;text-wrap:balance;letter-spacing:-.008em}
h1{font-size:2.25rem;margin:0 0 .6rem;max-width:46rem}
h2{font-size:1.5rem;margin:0 0 1rem}
h3{font-size:1.175rem;margin:2.75rem 0 .6rem}
section{margin-top:3.75rem}
p{margin:0 0 1em;text-wrap:pretty}
.subtitle{color:var(--muted);margin:0;font-size:.9375rem}
header{margin-bottom:2rem}
a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:2px}
.skip{position:absolute;left:-100vw;top:0;padding:.6rem 1rem;background:var(--paper);color:var(--link)}
.skip:focus{left:1rem;top:1rem}
strong,b{font-weight:600}
ul,ol{margin:0 0 1.1em;padding-left:1.25rem}
li{margin:.3em 0;padding-left:.2rem}
li::marker{color:var(--muted)}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
pre{margin:0 0 1.25em;padding:.9rem 1.1rem;background:var(--wash);border-radius:4px;overflow-x:auto}
pre code{overflow-wrap:normal}
nav{margin:2.25rem 0 0;padding:.85rem 0;border-block:1px solid var(--rule);font-size:.9375rem}
nav ol{display:flex;flex-wrap:wrap;gap:.15rem 1.4rem;list-style:none;margin:0;padding:0;max-width:none}
nav p{margin:.5rem 0 .1rem;font-weight:600}
nav p:last-child{margin-bottom:0}
nav li{margin:0;padding:0}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
.note{margin:1.5rem 0;padding:.15rem 0 .15rem 1.1rem;border-left:3px solid var(--rule-strong)}
.note p{margin:0}
.note.caution{border-left-color:var(--caution)}
.note.answer{margin:1.75rem 0;padding-block:.25rem;border-left-color:var(--ink);font-size:1.3rem;line-height:1.42}
.note.answer+.note.answer{margin-top:-.75rem}
.note.answer:has(+.note.answer),.note.answer+.note.answer{font-size:1.0625rem}
.note.answer .note-title{display:block;font-size:.875rem;font-weight:600;color:var(--muted);margin-bottom:.3rem;line-height:1.4}
dl{display:grid;grid-template-columns:minmax(7rem,10.5rem) 1fr;gap:.4rem 1.5rem;margin:0 0 1.5rem}
dt{font-weight:600}
dt::first-letter,dd::first-letter{text-transform:uppercase}
dd{margin:0}
.estimand,.table-note,figcaption,details{font-size:.9375rem}
.scroll{overflow-x:auto;margin:0 -.5rem;padding:0 .5rem}
.scroll:focus-visible{outline-offset:0}
.table{margin:2rem 0 2.25rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4;font-variant-numeric:lining-nums tabular-nums;
  border-bottom:1.5px solid var(--rule-strong)}
.caption{margin:0 0 .65rem;line-height:1.45;max-width:52rem}
.label{font-weight:600;margin-right:.35em}
th,td{padding:.42rem .9rem .42rem 0;text-align:left;vertical-align:top;font-weight:400}
th:last-child,td:last-child{padding-right:0}
thead th{vertical-align:bottom;font-weight:600;line-height:1.3;border-top:1.5px solid var(--rule-strong);
  border-bottom:1px solid var(--rule-strong);padding-block:.5rem}
tbody tr+tr>*{border-top:1px solid var(--rule)}
${columns}
.table-note{color:var(--muted);margin:.65rem 0 0;line-height:1.5}
figure{margin:2rem 0 2.5rem}
.plot{margin-left:-.9rem}
.plot svg{display:block;width:100%;height:auto}
figcaption{margin-top:.75rem;line-height:1.5}
details{margin-top:.6rem}
section>details{margin-bottom:1.25rem}
summary{cursor:pointer;color:var(--link);width:fit-content}
details .table{margin:1rem 0 0}
details.table>summary{margin-bottom:.65rem;line-height:1.45;max-width:52rem}
.references{font-size:.9375rem;line-height:1.5}
footer{margin-top:4rem;padding-top:.9rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.875rem}
`

/** Telephones: terms above their text, tables and figures scroll inside their own frame, never the page. */
const narrow = `
@media screen and (max-width:44rem){
body{font-size:1rem}
.page{padding:1.75rem 1.1rem 3rem}
h1{font-size:1.65rem}
h2{font-size:1.3rem}
section{margin-top:2.75rem}
.note.answer{font-size:1.125rem}
dl{grid-template-columns:1fr;gap:0}
dd{margin-bottom:.7rem}
.scroll{margin:0 -1.1rem;padding:0 1.1rem}
.plot svg{min-width:34rem}
th,td{padding-right:.75rem}
tbody th{min-width:8.5rem}
td{min-width:4.5rem}
${everyColumn('w', 'td')}{min-width:13rem}
}
`

const print = `
@page{size:A4;margin:18mm 16mm 20mm}
@media print{
body{font-size:9.5pt;line-height:1.45}
.page{max-width:none;padding:0}
nav,.skip,figure details{display:none}
details::details-content{content-visibility:visible;block-size:auto}
summary{list-style:none;color:inherit;break-after:avoid}
p,ul,ol,dl,.note,pre,header,.table-note,figcaption{max-width:none}
h1{font-size:19pt}
h2{font-size:13.5pt}
h3{font-size:11pt;margin-top:1.6rem}
section{margin-top:1.9rem}
h2,h3,.caption{break-after:avoid}
.note,tr,dl>*{break-inside:avoid}
figcaption{break-before:avoid}
.scroll{overflow:visible;margin:0;padding:0}
table{font-size:7.8pt}
.caption{font-size:9pt}
th,.s,table[class] td{white-space:normal}
th,td{padding:.25rem .5rem .25rem 0}
thead{display:table-header-group}
figcaption,.table-note,.estimand,.references{font-size:8.5pt}
.plot{margin-left:0}
.note.answer{font-size:12pt}
a{color:inherit;text-decoration:none}
p,li{orphans:3;widows:3}
}
`
