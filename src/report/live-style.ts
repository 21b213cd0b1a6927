/** The style sheet of what only a live page has. */
export const liveStyle = `
.live{border:1px solid var(--rule);border-radius:.4rem;padding:1rem 1.25rem;margin:1.5rem 0}
.live-form{display:grid;gap:.75rem;max-width:42rem}
.live label{font-weight:600;font-size:.9375rem}
.live select,.live button,.tools button{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--paper);border:1px solid var(--faint);border-radius:.3rem;padding:.35rem .6rem;max-width:100%}
.live button,.tools button{cursor:pointer}
.live button{justify-self:start}
.live-where{margin:0;color:var(--muted);font-size:.9375rem}
.live-controls{display:grid;gap:.75rem}
.live-field{display:grid;grid-template-columns:minmax(0,1fr) 9rem;gap:.15rem .75rem;align-items:center}
.live-field label,.live-field select{grid-column:1/-1}
.live-field input{width:100%;min-height:1.75rem;accent-color:var(--experimental)}
.live-field output{font-variant-numeric:tabular-nums;text-align:right}
.live-plot{position:relative;margin:1rem 0;overflow-x:auto}
.live-plot svg{display:block;width:100%;height:auto;min-width:34rem;max-width:56rem}
.live-tip{position:absolute;z-index:2;margin:0;padding:.4rem .6rem;max-width:20rem;background:var(--paper);border:1px solid var(--faint);border-radius:.3rem;font-size:.8125rem;display:grid;grid-template-columns:auto 1fr;gap:.1rem .6rem;pointer-events:none}
.live-tip[hidden]{display:none}
.live-tip dt{font-weight:600;margin:0}
.live-tip :is(dt,dd)::first-letter{text-transform:none}
.live-tip dd{margin:0}
.live-said{font-size:.9375rem;margin:.75rem 0 0}
.live-status{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.live td{white-space:nowrap;text-align:right}
.live th:not(:first-child){text-align:right}
.tools{display:flex;flex-wrap:wrap;gap:.4rem;margin:.5rem 0}
.tools button{font-size:.8125rem;padding:.2rem .5rem}
:is(.live,.tools) :is(select,button,input):focus-visible{outline:2px solid var(--experimental);outline-offset:2px}
@media (max-width:40rem){.live{padding:.75rem}.live-field{grid-template-columns:minmax(0,1fr)}.live-field output{text-align:left}}
@media print{.tools,.live-form button{display:none}}
`
