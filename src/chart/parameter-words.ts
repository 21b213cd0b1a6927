/** "hazard of the control arm, multiplied". */
const multiplied = /^(.*), multiplied$/u

/** A swept parameter as a noun: "delta", "multiple of the hazard of the control arm". */
export const parameterName = (parameter: string): string => parameter.replace(multiplied, 'multiple of the $1')

/** "delta ide-cel" as "delta of Ide-cel", where an arm has that id. */
export function parameterOfArm(
  parameter: string,
  arms: readonly { readonly id: string; readonly label: string }[],
): string {
  const arm = arms.find((it) => parameter.endsWith(` ${it.id}`))
  return arm === undefined ? parameter : `${parameter.slice(0, -arm.id.length).trim()} of ${arm.label}`
}

/** A parameter at a value that is written already: "delta 74", "0.634 times the hazard of the control arm". */
export function parameterAt(parameter: string, value: string): string {
  const factor = multiplied.exec(parameter)?.[1]
  return factor === undefined ? `${parameter} ${value}` : `${value} times the ${factor}`
}

/** What an axis of a parameter is called; a delta with what it means. */
export function parameterTitle(parameter: string): string {
  const name = parameterName(parameter)
  return /^delta\b/iu.test(name) ? `${name}: hazard after drop-out, as a multiple` : name
}
