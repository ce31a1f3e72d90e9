import type { RectSink } from './trace-path';

/** Red, green, blue, opacity: 0–255 each. */
export type Rgba = readonly [number, number, number, number];

/**
 * Rectangles drawn straight into the pixels of a picture, with smooth upper and lower edges as a canvas draws them. A canvas
 * writes each order down and draws it later, which for thousands of columns a picture costs several times what the pixels do.
 */
export class PixelSurface implements RectSink {
  /** Four bytes a pixel, row by row: what ImageData takes. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  /** The same, a number a pixel: red lowest, as in the memory of every machine that a browser runs on. */
  readonly #pixels: Uint32Array;
  #red = 0;
  #green = 0;
  #blue = 0;
  #opacity = 255;

  /** @param memory room for all pixels; what is in it is what the picture begins with */
  constructor(
    readonly width: number,
    readonly height: number,
    memory = new ArrayBuffer(4 * width * height),
  ) {
    this.bytes = new Uint8ClampedArray(memory, 0, 4 * width * height);
    this.#pixels = new Uint32Array(memory, 0, width * height);
  }

  set color([red, green, blue, opacity]: Rgba) {
    this.#red = red;
    this.#green = green;
    this.#blue = blue;
    this.#opacity = opacity;
  }

  /** Rows [from, to) transparent. */
  clear(from: number, to: number): void {
    this.#pixels.fill(0, from * this.width, to * this.width);
  }

  /** @param x and `width` in whole pixels; `y` and `height` may lie between them */
  fillRect(x: number, y: number, width: number, height: number): void {
    const left = Math.max(0, x);
    const right = Math.min(this.width, x + width);
    const top = Math.max(0, y);
    const bottom = Math.min(this.height, y + height);
    if (!(bottom > top && right > left)) return;
    const first = Math.ceil(top);
    const end = Math.floor(bottom);
    if (first > end) {
      this.#blend(left, right, end, bottom - top);
      return;
    }
    if (first > top) this.#blend(left, right, first - 1, first - top);
    if (this.#opacity < 255) for (let row = first; row < end; row++) this.#blend(left, right, row, 1);
    else this.#fill(left, right, first, end);
    if (bottom > end) this.#blend(left, right, end, bottom - end);
  }

  #fill(left: number, right: number, first: number, end: number): void {
    const pixels = this.#pixels;
    const pixel = packed(this.#red, this.#green, this.#blue, 255);
    const { width } = this;
    if (right - left === width) pixels.fill(pixel, first * width, end * width);
    else if (right - left === 1)
      for (let at = first * width + left, last = end * width; at < last; at += width) pixels[at] = pixel;
    else for (let row = first; row < end; row++) pixels.fill(pixel, row * width + left, row * width + right);
  }

  /** The colour over what is there. @param share of the row that is covered, 0–1 */
  #blend(left: number, right: number, row: number, share: number): void {
    const pixels = this.#pixels;
    const over = share * this.#opacity;
    for (let at = row * this.width + left, end = at + right - left; at < end; at++) {
      const pixel = pixels[at]!;
      const under = ((pixel >>> 24) * (255 - over)) / 255;
      const whole = over + under;
      const part = whole > 0 ? over / whole : 0;
      const red = pixel & 255;
      const green = (pixel >> 8) & 255;
      const blue = (pixel >> 16) & 255;
      pixels[at] = packed(
        red + (this.#red - red) * part,
        green + (this.#green - green) * part,
        blue + (this.#blue - blue) * part,
        whole,
      );
    }
  }
}

let shared = new ArrayBuffer(0);

/**
 * A surface in the one memory that all pictures of a page take turns in, for what is copied to a canvas at once: to have new memory
 * made ready for each picture costs as much as to paint it. It begins with what the last picture left: clear it.
 */
export function passingSurface(width: number, height: number): PixelSurface {
  const bytes = 4 * width * height;
  if (shared.byteLength < bytes) shared = new ArrayBuffer(bytes);
  return new PixelSurface(width, height, shared);
}

/** Four parts of 0–255 as one pixel, rounded. */
function packed(red: number, green: number, blue: number, opacity: number): number {
  return ((opacity + 0.5) << 24) | ((blue + 0.5) << 16) | ((green + 0.5) << 8) | (red + 0.5);
}
