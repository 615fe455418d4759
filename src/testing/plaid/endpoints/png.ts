/** The bytes of a small PNG image, without compression: made in any runtime, and for logos of the fake Plaid alone. */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PALETTE_COLOURS = 3;
const BITS_PER_PIXEL = 2;

/**
 * Draws a square of four colours.
 *
 * @param side how many pixels, a multiple of 4
 * @param palette four colours as `#rrggbb`
 * @param colourAt the number of the colour of a pixel, 0 to 3
 */
export function drawPng(
  side: number,
  palette: readonly string[],
  colourAt: (x: number, y: number) => number,
): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: side }, (_, y) => [
    // Each row begins with the number of its filter: none.
    0,
    ...Array.from({ length: side / 4 }, (_pixels, byte) =>
      [0, 1, 2, 3].reduce((bits, at) => (bits << 2) | colourAt(byte * 4 + at, y), 0),
    ),
  ]);
  const header = [...uint32(side), ...uint32(side), BITS_PER_PIXEL, PALETTE_COLOURS, 0, 0, 0];
  const colours = palette.flatMap((colour) => (colour.match(/[\da-f]{2}/g) ?? []).map(fromHex));
  return Uint8Array.from([
    ...SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('PLTE', colours),
    ...chunk('IDAT', stored(rows.flat())),
    ...chunk('IEND', []),
  ]);
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromHex(digits: string): number {
  return Number.parseInt(digits, 16);
}

function uint32(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...Array.from(type, (letter) => letter.charCodeAt(0)), ...data];
  return [...uint32(data.length), ...body, ...uint32(crc32(body))];
}

/** RFC 1950 with one block of RFC 1951 that is stored as it is, so of at most 65,535 bytes. */
function stored(data: readonly number[]): number[] {
  const low = [data.length & 0xff, data.length >> 8];
  return [
    0x78,
    0x01,
    1,
    ...low,
    ...low.map((byte) => byte ^ 0xff),
    ...data,
    ...uint32(adler32(data)),
  ];
}

function adler32(data: readonly number[]): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

function crc32(data: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
