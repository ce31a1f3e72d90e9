/** What a camera wrote into the picture: looked for afterwards. */
export const CAMERA = 'PLANTED CAMERA';
/** Degrees, minutes and seconds north. */
const LATITUDE = [52, 31, 12];

const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;

/** A JPEG with the same pixels and an EXIF segment before them: the camera's name and a place. */
export function jpegWithPlace(jpeg: Buffer): Buffer {
  const make = Buffer.from(`${CAMERA}\0`, 'latin1');
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(tag, 0);
    head.writeUInt16LE(type, 2);
    head.writeUInt32LE(count, 4);
    return Buffer.concat([head, value]);
  };
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const u16 = (value: number): Buffer => u32(value).subarray(0, 2);
  // Offsets count from the byte order mark: 8 bytes of head, then the two directories of two entries, then their values.
  const firstDirectory = 8;
  const placeDirectory = firstDirectory + 2 + 2 * 12 + 4;
  const makeAt = placeDirectory + 2 + 2 * 12 + 4;
  const latitudeAt = makeAt + make.length;
  const tiff = Buffer.concat([
    Buffer.from('II*\0', 'latin1'),
    u32(firstDirectory),
    u16(2),
    entry(0x010f, ASCII, make.length, u32(makeAt)),
    entry(0x8825, LONG, 1, u32(placeDirectory)),
    u32(0),
    u16(2),
    entry(0x0001, ASCII, 2, Buffer.from('N\0\0\0', 'latin1')),
    entry(0x0002, RATIONAL, 3, u32(latitudeAt)),
    u32(0),
    make,
    ...LATITUDE.flatMap((value) => [u32(value), u32(1)]),
  ]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]);
}
