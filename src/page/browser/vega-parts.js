// What a live page needs of Vega: `vega` without maps, networks, trees and word clouds. The bundler puts it in the place of `vega`.
import { transforms } from 'vega-dataflow'
import * as encode from 'vega-encode'
import * as basic from 'vega-transforms'
import { extend } from 'vega-util'
import * as layout from 'vega-view-transforms'

extend(transforms, basic, layout, encode)

export { parse } from 'vega-parser'
export { View } from 'vega-view'
