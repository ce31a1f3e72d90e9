import type { TraceSurface } from './draw-traces';

/** Digits after the point that a picture of any size needs, px. */
const round = (px: number): number => Math.round(px * 100) / 100;

/** A canvas that writes down what is drawn on it as elements of an SVG. */
export class SvgSurface implements TraceSurface {
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'bevel';
  readonly elements: string[] = [];
  #path: string[] = [];
  #dash: readonly number[] = [];

  beginPath(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${round(x)} ${round(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`L${round(x)} ${round(y)}`);
  }

  setLineDash(dash: number[]): void {
    this.#dash = dash;
  }

  stroke(): void {
    if (this.#path.length === 0) return;
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.join(' ')}"` : '';
    this.elements.push(
      `<path d="${this.#path.join('')}" fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}"` +
        ` stroke-linejoin="${this.lineJoin}"${dash}/>`,
    );
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.elements.push(
      `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${this.fillStyle}"/>`,
    );
  }
}
