const ENCODER = new TextEncoder();

/**
 * A key for what may not be a key itself: an access token, which is secret, or an id that is too long. SHA-256 of the text in
 * UTF-8, cut to 128 bits: 32 hexadecimal digits.
 *
 * Own code, since Web Crypto hashes asynchronously: it takes 50 µs for each request in place of 3, and an app's test with fake
 * timers would have to wait for it. A test compares it with Web Crypto.
 */
export function shortHash(text: string): string {
  const words = padded(ENCODER.encode(text));
  const hash = new Int32Array(INITIAL);
  for (let at = 0; at < words.length; at += 16) addBlock(hash, words, at);
  return digitsOf(hash[0]) + digitsOf(hash[1]) + digitsOf(hash[2]) + digitsOf(hash[3]);
}

/** FIPS 180-4, 5.1.1: a one bit, zeros, and the length in bits, up to whole blocks of 64 bytes. */
function padded(bytes: Uint8Array): Int32Array {
  const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
  for (let index = 0; index <= bytes.length; index += 1) {
    const byte = bytes[index] ?? 0x80;
    words[index >> 2] = (words[index >> 2] ?? 0) | (byte << (24 - (index % 4) * 8));
  }
  words[words.length - 1] = bytes.length * 8;
  return words;
}

function digitsOf(word = 0): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** FIPS 180-4, 6.2.2. Each word of `w` exists: `?? 0` is for the types alone. */
function addBlock(hash: Int32Array, words: Int32Array, at: number): void {
  const w = new Int32Array(64);
  for (let index = 0; index < 16; index += 1) w[index] = words[at + index] ?? 0;
  for (let index = 16; index < 64; index += 1) {
    const early = w[index - 15] ?? 0;
    const late = w[index - 2] ?? 0;
    const small0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const small1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    w[index] = (w[index - 16] ?? 0) + small0 + (w[index - 7] ?? 0) + small1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let index = 0; index < 64; index += 1) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + big1 + choice + (CONSTANTS[index] ?? 0) + (w[index] ?? 0)) | 0;
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + big0 + majority) | 0;
  }
  const sums = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index += 1) hash[index] = (hash[index] ?? 0) + (sums[index] ?? 0);
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** FIPS 180-4, 4.2.2 and 5.3.3, as they are printed there. */
const CONSTANTS = parseWords(
  `428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5
   d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174
   e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da
   983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967
   27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85
   a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070
   19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3
   748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2`,
);
const INITIAL = parseWords('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19');

function parseWords(digits: string): Int32Array {
  return Int32Array.from(digits.match(/[0-9a-f]{8}/g) ?? [], (word) => Number.parseInt(word, 16));
}
