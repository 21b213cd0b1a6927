import { type Config, type CustomPlugin, optimize } from 'svgo'

/** Numbers are given to a hundredth, the course of lines to a tenth of a pixel: nobody sees less. */
const fine = { floatPrecision: 2 }
const coarse = { floatPrecision: 1 }

/** Arcs keep their hundredths: a dot of four pixels would be no circle. Between `aside` and `back` a path with an arc is left as it is. */
const arcs = 'data-arcs'
const aside = moved('aside', 'd', arcs, /a/iu)
const back = moved('back', arcs, 'd', /^/u)

function moved(name: string, from: string, to: string, which: RegExp): CustomPlugin {
  return {
    name,
    fn: () => ({
      element: {
        enter: ({ attributes }) => {
          const { [from]: path } = attributes
          if (path === undefined || !which.test(path)) return
          attributes[to] = path
          Reflect.deleteProperty(attributes, from)
        },
      },
    }),
  }
}

const config: Config = {
  multipass: false,
  plugins: [
    // What Vega marks for its own runtime, which no drawing has, and dashes that are none.
    { name: 'removeAttrs', params: { attrs: ['class', 'pointer-events', '.*:stroke-dasharray:\\s*'] } },
    'removeEmptyText',
    'removeEmptyContainers',
    { name: 'cleanupNumericValues', params: fine },
    { name: 'removeUnknownsAndDefaults', params: { keepRoleAttr: true } },
    'removeHiddenElems',
    { name: 'removeUselessStrokeAndFill', params: { removeNone: true } },
    // Lines and boxes as paths, so that neighbours of one look become one path.
    { name: 'convertShapeToPath', params: fine },
    { name: 'convertPathData', params: fine },
    { name: 'convertTransform', params: fine },
    'moveElemsAttrsToGroup',
    'moveGroupAttrsToElems',
    'collapseGroups',
    'removeEmptyContainers',
    // Attributes have moved from groups to elements by now: shifts of one element are added up.
    { name: 'convertTransform', params: fine },
    { name: 'convertPathData', params: fine },
    { name: 'mergePaths', params: fine },
    'collapseGroups',
    aside,
    { name: 'convertPathData', params: coarse },
    back,
  ],
}

/**
 * The same drawing in about a third of the bytes: empty and invisible elements, defaults and digits that nobody sees are gone, neighbouring shapes of one look that
 * do not touch are one path. Ids stay.
 */
export function compactSvg(svg: string): string {
  return optimize(svg, config).data
}
