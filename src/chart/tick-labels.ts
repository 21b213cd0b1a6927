/**
 * Labels of an axis whose ticks are given: each tick as it is. A format of the axis itself would round them to the step that the axis would have chosen on
 * its own, so that 6, 12, 24 would read 6, 10, 20.
 */
export const tickLabels = { labelExpr: "format(datum.value, '~r')" } as const
export const shareTickLabels = { labelExpr: "format(datum.value, '~%')" } as const
