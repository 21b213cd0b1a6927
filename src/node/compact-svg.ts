import { optimize, type Config } from 'svgo'

/** Pixels are given to a hundredth: nobody sees less, and a page with ten figures is half as large. */
const precision = { floatPrecision: 2 }

const config: Config = {
  multipass: false,
  plugins: [
    // What Vega marks for its own runtime, which no drawing has.
    { name: 'removeAttrs', params: { attrs: ['class', 'pointer-events'] } },
    'removeEmptyText',
    'removeEmptyContainers',
    { name: 'cleanupNumericValues', params: precision },
    { name: 'removeUnknownsAndDefaults', params: { keepRoleAttr: true } },
    'removeHiddenElems',
    { name: 'convertPathData', params: precision },
    { name: 'convertTransform', params: precision },
    'moveElemsAttrsToGroup',
    'moveGroupAttrsToElems',
    'collapseGroups',
    'removeEmptyContainers',
    // Attributes have moved from groups to elements by now: shifts of one element are added up.
    { name: 'convertTransform', params: precision },
    { name: 'convertPathData', params: precision },
  ],
}

/** The same drawing in about half the bytes: empty and invisible elements, defaults and digits that nobody sees are gone. Ids stay. */
export function compactSvg(svg: string): string {
  return optimize(svg, config).data
}
