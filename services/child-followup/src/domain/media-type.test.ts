import { isOfMediaType } from './media-type.js';

const samples: Record<string, Buffer> = {
  'application/pdf': Buffer.from('%PDF-1.7\n'),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]),
  'text/plain': Buffer.from('Un dessin à l’école'),
};

it.each(Object.keys(samples))('takes %s for what it is, and for nothing else', (mediaType) => {
  const own = samples[mediaType] ?? Buffer.alloc(0);
  expect(isOfMediaType(own, mediaType)).toBe(true);
  for (const other of Object.keys(samples).filter((one) => one !== mediaType))
    // A PDF may begin as a text does; what it is shown as is what was said.
    if (!(mediaType === 'application/pdf' && other === 'text/plain')) expect(isOfMediaType(own, other)).toBe(false);
});

it('takes a program, broken UTF-8 and nothing at all for no document', () => {
  for (const bytes of [Buffer.from([0x4d, 0x5a, 0x90, 0x00]), Buffer.from([0xc3, 0x28])])
    for (const mediaType of Object.keys(samples)) expect(isOfMediaType(bytes, mediaType)).toBe(false);
  expect(isOfMediaType(Buffer.alloc(0), 'application/pdf')).toBe(false);
  expect(isOfMediaType(Buffer.from('<script>'), 'text/html')).toBe(false);
});
