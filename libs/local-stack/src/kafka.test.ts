import { clusterId } from './kafka.js';

it('never gives a cluster an id that the storage tool would take for an option', () => {
  for (let first = 0; first < 256; first++) {
    const id = clusterId(Buffer.alloc(16, first));
    expect(id).toMatch(/^[A-Za-z0-9][\w-]{21}$/);
    expect(Buffer.from(id, 'base64url')).toHaveLength(16);
  }
});
