/** jstat ships no types. Only what distribution-quantiles.ts calls is declared, so that nothing else of it slips in. */
declare module 'jstat' {
  interface JStat {
    /** Logarithm of the gamma function (Lanczos, 2e-10 relative). */
    gammaln(x: number): number
    readonly beta: { inv(p: number, alpha: number, beta: number): number }
    readonly gamma: { inv(p: number, shape: number, scale: number): number }
    readonly chisquare: { inv(p: number, degreesOfFreedom: number): number }
  }
  const jStat: JStat
  export default jStat
}
