const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Plaid's logos are 152 × 152 pixels (plaid.com/docs/api/institutions), and take some 2 to 20 kB. */
const MAX_SIDE = 1_024;
const MAX_BASE64 = 256 * 1024;
/** Length, type and checksum of a chunk. */
const CHUNK_BYTES = 12;

/**
 * The bytes of a logo, if they are a PNG from their first byte to their last: they are served from the app's own origin,
 * where no browser may find anything else in them.
 *
 * @returns null for anything else
 */
export function decodePng(base64: string): Uint8Array<ArrayBuffer> | null {
  const bytes = decodeBase64(base64);
  return bytes && isPng(bytes) ? bytes : null;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length > MAX_BASE64 || text.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(text))
    return null;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** PNG, third edition, 5: the signature, IHDR first, whole chunks, and nothing behind IEND. */
function isPng(bytes: Uint8Array<ArrayBuffer>): boolean {
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) return false;
  const view = new DataView(bytes.buffer);
  let type = '';
  let at = SIGNATURE.length;
  for (let count = 0; at + CHUNK_BYTES <= bytes.length && type !== 'IEND'; count += 1) {
    const length = view.getUint32(at);
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (count === 0 && !isHeader(view, at, type, length)) return false;
    at += CHUNK_BYTES + length;
  }
  return type === 'IEND' && at === bytes.length;
}

function isHeader(view: DataView, at: number, type: string, length: number): boolean {
  if (type !== 'IHDR' || length !== 13 || view.byteLength < at + CHUNK_BYTES + length) return false;
  const sides = [view.getUint32(at + 8), view.getUint32(at + 12)];
  return sides.every((side) => side > 0 && side <= MAX_SIDE);
}
