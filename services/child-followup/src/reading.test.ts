import type { AuditEntry } from '@abri/service-kit/audit';
import fc from 'fast-check';
import type { Desk } from './cases.js';
import { given, hours, opened, start } from './domain/test-cases.js';
import { openToRead } from './reading.js';

const state = given(opened, { do: 'breakGlass', accessId: 'a1', reason: 'missing', by: 'night', now: start });
const user = (id: string, teamIds: readonly string[]) => ({
  id,
  teamIds,
  roles: ['child-protection' as const],
  shelterIds: [],
});

/** A desk of one case at an instant; its audit log takes entries, or is away. */
function deskAt(now: string, away: boolean) {
  const entries: AuditEntry[] = [];
  const desk: Parameters<typeof openToRead>[0] = {
    cases: { read: async () => ({ state, seq: 1 }) } as unknown as Desk['cases'],
    now: () => now,
    audit: {
      async append(entry) {
        if (away) throw new Error('the log is away');
        entries.push(entry);
      },
      all: async () => [],
    },
  };
  return { desk, entries };
}

it('gives nothing to read without an entry in the audit log, and says there when it is read in an emergency', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('night', 'other'),
      fc.constantFrom<readonly string[]>(['east'], ['west'], []),
      fc.integer({ min: 0, max: 120 }),
      fc.boolean(),
      fc.constantFrom('case' as const, 'document' as const),
      async (id, teamIds, minute, away, what) => {
        const { desk, entries } = deskAt(hours(minute / 60), away);
        const got = await openToRead(desk, user(id, teamIds), 'c1', { what }).catch(() => null);
        const team = teamIds.includes('east');
        const may = team || (id === 'night' && minute < 60);
        expect(got !== null).toBe(may && !away);
        expect(entries).toHaveLength(got ? 1 : 0);
        if (got) expect(entries[0]).toMatchObject({ who: id, subject: 'c1' });
        if (got && !team)
          expect(entries[0]).toMatchObject({ action: expect.stringMatching(/^breakGlass/), purpose: 'a1' });
      },
    ),
    { numRuns: 300 },
  );
});
