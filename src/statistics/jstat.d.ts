/** jstat ships no types. Only what distribution-quantiles.ts calls is declared, so that nothing else of it slips in. */
declare module 'jstat' {
  interface JStat {
    readonly gamma: { inv(p: number, shape: number, scale: number): number }
    readonly chisquare: { inv(p: number, degreesOfFreedom: number): number }
  }
  const jStat: JStat
  export default jStat
}
