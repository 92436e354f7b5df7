import { mongoKinds } from './mongo-kinds.js';
import { wantedKind } from './mongo.js';

describe('ABRI_MONGO', () => {
  it('leaves the choice open where it is not set', () => {
    expect(wantedKind({})).toBeUndefined();
    expect(wantedKind({ ABRI_MONGO: '' })).toBeUndefined();
  });
  it.each(mongoKinds)('names %s', (kind) => expect(wantedKind({ ABRI_MONGO: kind })).toBe(kind));
  it('refuses another word and says which exist', () => {
    expect(() => wantedKind({ ABRI_MONGO: 'mysql' })).toThrow('mongod, memory-server, secantus, java');
  });
});
