/** How the bytes of each kind of document begin. */
const beginnings: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** Whether a document's bytes are of the kind that is said: by how they begin; a text is UTF-8 without a zero byte. */
export function isOfMediaType(bytes: Uint8Array, mediaType: string): boolean {
  const beginning = beginnings[mediaType];
  if (beginning) return beginning.every((byte, at) => bytes[at] === byte);
  if (mediaType !== 'text/plain' || bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
