/** Width and height that an SVG of ours says, in pixels. RangeError where it says none. */
export function drawingSize(svg: string): { readonly width: number; readonly height: number } {
  const [root = ''] = /<svg\b[^>]*>/.exec(svg) ?? []
  const size = (name: 'width' | 'height'): number =>
    Number(new RegExp(`\\s${name}="([\\d.]+)"`).exec(root)?.[1] ?? Number.NaN)
  const [width, height] = [size('width'), size('height')]
  if (!(width > 0 && height > 0)) throw new RangeError('A drawing with its width and height is required.')
  return { width, height }
}
