import { channelsOf } from '@abri/contracts/channels';
import { topics } from '@abri/contracts/topics';

it('reads no topic but those that it writes itself: no house and no placement is on them', () => {
  const { reads = [], sends = [] } = channelsOf['perpetrator-hosting'] ?? {};
  expect(sends).toContain(topics.zoneEvents);
  expect(reads.filter((topic) => !sends.includes(topic))).toEqual([]);
});
