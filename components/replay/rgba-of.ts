import type { Rgba } from '../../lib/charts/pixel-surface';

let ground: OffscreenCanvasRenderingContext2D | null | undefined;
const known = new Map<string, Rgba>();

/** A colour of the stylesheet, in whatever way it is written, as a pixel holds it. */
export function rgbaOf(color: string): Rgba {
  let rgba = known.get(color);
  if (!rgba) known.set(color, (rgba = painted(color)));
  return rgba;
}

/** The browser knows how to read it: one pixel is painted and looked at. */
function painted(color: string): Rgba {
  ground ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!ground) return [0, 0, 0, 255];
  ground.clearRect(0, 0, 1, 1);
  ground.fillStyle = color;
  ground.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, opacity = 255] = ground.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, opacity];
}
