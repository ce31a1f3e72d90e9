import type { MinMaxPyramid } from './min-max-pyramid';
import { tracePath } from './trace-path';

/**
 * One series as the `d` of an SVG path in a box of width × height px, its lowest value at the bottom: for paper, where a
 * canvas would be coarse. As on the screen, no peak is lost and a gap breaks the line.
 */
export function traceSvg(
  pyramid: MinMaxPyramid,
  { durationMs, top, width, height }: { durationMs: number; top: number; width: number; height: number },
): string {
  if (!(durationMs > 0) || !(top > 0)) return '';
  const parts: string[] = [];
  const point = (letter: 'M' | 'L') => (x: number, y: number) =>
    void parts.push(`${letter}${x.toFixed(1)} ${y.toFixed(1)}`);
  const yOf = (value: number): number => height * (1 - Math.min(1, Math.max(0, value / top)));
  tracePath(
    pyramid,
    { fromMs: 0, toMs: durationMs, widthPx: width, yOf },
    { moveTo: point('M'), lineTo: point('L') },
  );
  return parts.join('');
}
