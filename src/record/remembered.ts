/** A pure function of an unchanging object that is asked for again and again: the answer is kept for as long as the object is. */
export function remembered<K extends object, V>(compute: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, { readonly answer: V }>()
  return (of) => {
    const answer = known.get(of) ?? { answer: compute(of) }
    known.set(of, answer)
    return answer.answer
  }
}
