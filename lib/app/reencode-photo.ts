/** Longest file that is taken, bytes. Ours: the largest pictures of phones are below it. */
export const MAX_PHOTO_BYTES = 20 * 1024 * 1024;
/** Most pixels that are decoded. Ours: beyond them a small file could fill the memory. */
export const MAX_PHOTO_PIXELS = 120_000_000;
/** Edge of the square that is kept, px: sharp at its largest place on a dense screen. */
const EDGE_PX = 512;
const QUALITY = 0.86;

/** `too-large`: the file or its picture. `no-image`: the browser cannot read it as a picture. */
export const PHOTO_FAULTS = ['too-large', 'no-image'] as const;
export type PhotoFault = (typeof PHOTO_FAULTS)[number];

export class PhotoError extends Error {
  readonly code: PhotoFault;

  constructor(code: PhotoFault, message: string) {
    super(message);
    this.name = 'PhotoError';
    this.code = code;
  }
}

/**
 * A picture made anew: its middle as a square JPEG. Nothing but pixels comes through, so place, time and camera that the
 * file carried are gone. Rejects with `PhotoError`.
 */
export async function reencodePhoto(file: Blob): Promise<ArrayBuffer> {
  if (file.size > MAX_PHOTO_BYTES) throw new PhotoError('too-large', `${file.size} bytes`);
  const url = URL.createObjectURL(file);
  try {
    const image = await loadImage(url);
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width === 0 || height === 0) throw new PhotoError('no-image', 'a picture without pixels');
    if (width * height > MAX_PHOTO_PIXELS) throw new PhotoError('too-large', `${width} × ${height} pixels`);
    const crop = Math.min(width, height);
    const edge = Math.min(EDGE_PX, crop);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = edge;
    const context = canvas.getContext('2d');
    if (!context) throw new PhotoError('no-image', 'no canvas');
    // What was transparent would come out black.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, edge, edge);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, (width - crop) / 2, (height - crop) / 2, crop, crop, 0, 0, edge, edge);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!blob) throw new PhotoError('no-image', 'the canvas gave no picture');
    return await blob.arrayBuffer();
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Reads the head of the picture alone: pixels are decoded when it is drawn. */
function loadImage(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new PhotoError('no-image', 'not a picture that the browser reads'));
    image.src = url;
  });
}
