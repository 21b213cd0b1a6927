// Learning inverts a matrix of 164 x 164 for every comparison and round. Four sums at a time, as src/numeric/cholesky.ts
// factors: less than half the time.

/** Arrays of this size are dear to make and to clear away: whoever needs thousands of inverses brings them along. What is in them does not matter. */
export interface Work {
  readonly factor: Float64Array
  readonly halves: Float64Array
}

export function workFor(n: number): Work {
  return { factor: new Float64Array(n * n), halves: new Float64Array((n + 3) * n) }
}

/** Writes the inverse of L L' into `result`, from the inverse of L. */
export function invert(factor: Float64Array, n: number, { halves: own }: Work, result: Float64Array): void {
  // The inverse of L, transposed, with rows of zeros to fill the last four.
  for (let j = 0; j < n; j += 4) fourColumns(factor, own, n, j)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 4) {
      const sums = fourProducts(own, n, i, j)
      for (let c = j; c < Math.min(j + 4, i + 1); c += 1) {
        result[i * n + c] = sums[c - j]!
        result[c * n + i] = sums[c - j]!
      }
    }
  }
}

/** Columns j to j + 3 of L^-1, as rows. What lies above the diagonal is 0 and adds nothing. */
function fourColumns(factor: Float64Array, own: Float64Array, n: number, j: number): void {
  const [a, b, c, d] = [j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n] as const
  for (let i = j; i < n; i += 1) {
    let [p, q, r, s] = [i === j ? 1 : 0, i === j + 1 ? 1 : 0, i === j + 2 ? 1 : 0, i === j + 3 ? 1 : 0]
    for (let k = j; k < i; k += 1) {
      const x = factor[i * n + k]!
      p -= x * own[a + k]!
      q -= x * own[b + k]!
      r -= x * own[c + k]!
      s -= x * own[d + k]!
    }
    const pivot = factor[i * n + i]!
    own[a + i] = p / pivot
    own[b + i] = q / pivot
    own[c + i] = r / pivot
    own[d + i] = s / pivot
  }
}

const found = new Float64Array(4)

/** Row i of L^-T times rows j to j + 3: elements of the inverse. */
function fourProducts(own: Float64Array, n: number, i: number, j: number): Float64Array {
  const [at, a, b, c, d] = [i * n, j * n, (j + 1) * n, (j + 2) * n, (j + 3) * n] as const
  let [p, q, r, s] = [0, 0, 0, 0]
  for (let k = i; k < n; k += 1) {
    const x = own[at + k]!
    p += x * own[a + k]!
    q += x * own[b + k]!
    r += x * own[c + k]!
    s += x * own[d + k]!
  }
  found[0] = p
  found[1] = q
  found[2] = r
  found[3] = s
  return found
}
