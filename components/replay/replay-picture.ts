import type { Stretch } from '../../lib/charts/stretch';
import type { DetailLayout } from './detail-layout';
import { drawTraces } from './draw-traces';
import { SvgSurface } from './svg-surface';

/** What a class gives an element of the overlay; a file has no stylesheet. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'transform',
] as const;

/** Pixels of a saved PNG for one on the screen: sharp in print. */
const PNG_SCALE = 2;
const MARGIN = 16;

/** One picture on the screen. */
export interface PictureOnScreen {
  overlay: SVGSVGElement;
  layout: DetailLayout;
  /** A line above it. */
  title?: string;
}

const TITLE_HEIGHT = 26;

/**
 * What is on the screen as one SVG that stands alone: traces as paths, axes, events, marks and the playhead as they
 * are in the overlays, on the page's own ground. Several pictures lie one below the other.
 */
export function replaySvg(pictures: readonly PictureOnScreen[], stretch: Stretch): string {
  const parts: string[] = [];
  let y = MARGIN;
  let width = 0;
  let ground = '';
  for (const { overlay, layout, title } of pictures) {
    const style = getComputedStyle(overlay);
    ground = style.getPropertyValue('--ground').trim();
    if (title !== undefined) {
      parts.push(titleLine(title, y, style));
      y += TITLE_HEIGHT;
    }
    const surface = new SvgSurface();
    drawTraces(surface, layout, stretch, (token) => style.getPropertyValue(token).trim());
    parts.push(
      `<g transform="translate(${MARGIN} ${y})"><g transform="translate(${layout.left} 0)">${surface.elements.join('')}</g>` +
        `${new XMLSerializer().serializeToString(standingAlone(overlay))}</g>`,
    );
    y += layout.height + MARGIN;
    width = Math.max(width, layout.width + 2 * MARGIN);
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}">` +
    `<rect width="${width}" height="${y}" fill="${ground}"/>${parts.join('')}</svg>`
  );
}

function titleLine(title: string, y: number, style: CSSStyleDeclaration): string {
  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  text.setAttribute('x', String(MARGIN));
  text.setAttribute('y', String(y + 14));
  text.style.fontFamily = style.fontFamily;
  text.style.fontSize = '15px';
  text.style.fontWeight = '600';
  text.style.fill = style.getPropertyValue('--ink').trim();
  text.textContent = title;
  return new XMLSerializer().serializeToString(text);
}

function standingAlone(overlay: SVGSVGElement): SVGSVGElement {
  const copy = overlay.cloneNode(true) as SVGSVGElement;
  const originals = overlay.querySelectorAll<SVGElement>('*');
  for (const [i, element] of [...copy.querySelectorAll<SVGElement>('*')].entries()) {
    const style = getComputedStyle(originals[i]!);
    for (const look of LOOKS) {
      const value = style.getPropertyValue(look);
      // An attribute of its own says where the element lies; a style of the page only moves the playhead.
      if (look === 'transform' ? element.style.transform !== '' : value !== '')
        element.style.setProperty(look, value);
    }
    element.removeAttribute('class');
  }
  copy.removeAttribute('class');
  copy.removeAttribute('aria-hidden');
  copy.style.overflow = 'visible';
  return copy;
}

/** The same picture in pixels. Rejects when the browser cannot draw it. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * PNG_SCALE;
  canvas.height = image.naturalHeight * PNG_SCALE;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The browser made no picture');
  return blob;
}
