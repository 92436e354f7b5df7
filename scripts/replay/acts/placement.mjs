import { caseIdOf } from '../../../services/child-followup/dist/placements.js';

/** Houses with an account of their own; for the others the operator answers. */
const staffOf = { 'sh-tilleuls': 'shelter', 'sh-hotel-gare': 'hotel' };
const houseOf = (shelterId) => staffOf[shelterId] ?? 'operator';
const workerOf = (story) => (Number(story.replace(/\D/g, '')) % 2 === 0 ? 'hotline' : 'hotline2');
const mostAttempts = 25;

/** What the hotline and the houses do for a household. Each step is seen through in both services before time goes on. */
export const placementActs = {
  async call({ request }, t) {
    const view = await t.ask({ ...hotline(t), path: '/placements', body: request, key: t.key() });
    t.ids.requestId = view.requestId;
  },
  async choosePlace({ rank }, t) {
    await choose(t, rank);
  },
  async houseAnswers(one, t) {
    const { status } = await standing(t);
    if (status.state !== 'offered') return;
    const body = { token: status.token, ...(one.answer === 'decline' ? { reason: one.reason } : {}) };
    await house(t, status, one.answer, body);
    await movedFrom(t, status);
  },
  async offerRunsOut(_, t) {
    const { status } = await standing(t);
    if (status.state === 'offered' && status.expiresAt <= t.at) await movedFrom(t, status);
  },
  async confirmPlace(_, t) {
    for (let attempt = 1; ; attempt++) {
      const { status } = await standing(t);
      if (status.state === 'placed') break;
      if (attempt > mostAttempts) throw new Error(`${t.story} found no place: it is ${status.state}`);
      await towardsPlaced(t, status, attempt);
    }
    const { household } = await standing(t);
    for (const index of household.children.keys()) await followUpBegan(t, caseIdOf(t.ids.requestId, index));
  },
  async arrive(_, t) {
    const { status } = await standing(t);
    if (status.state !== 'placed' || status.arrived) return;
    await house(t, status, 'arrive', { token: status.token });
    await t.until('the household is known to have arrived', async () => (await standing(t)).status.arrived);
  },
  async leave(_, t) {
    const { status } = await standing(t);
    if (status.state !== 'placed') return;
    await house(t, status, 'leave', { token: status.token });
    await t.until('the household is known to have left', async () => (await standing(t)).status.state === 'ended');
  },
  withdrawRequest: ({ reason }, t) => end(t, 'withdraw', { reason }),
  referRequest: ({ to }, t) => end(t, 'refer', { to }),
};

const hotline = (t) => ({ as: workerOf(t.story), service: 'matching' });
const standing = (t) => t.ask({ ...hotline(t), method: 'GET', path: `/placements/${t.ids.requestId}` });
const step = (t, name, body, ...key) =>
  t.ask({ ...hotline(t), path: `/placements/${t.ids.requestId}/${name}`, body, key: t.key(name, ...key) });
const house = (t, { shelterId, holdId }, name, body) =>
  t.ask({
    as: houseOf(shelterId),
    service: 'capacity',
    path: `/shelters/${shelterId}/holds/${holdId}/${name}`,
    body,
    key: t.key(name, holdId),
  });

/** Matching hears from capacity in a moment what a house has said. */
const movedFrom = (t, { state, holdId }) =>
  t.until('matching has heard of the answer', async () => {
    const { status } = await standing(t);
    return status.state !== state || status.holdId !== holdId;
  });

async function choose(t, rank) {
  const { status, ranking } = await standing(t);
  if (status.state !== 'choosing') return;
  const places = ranking?.places ?? [];
  for (const { shelterId } of [...places.slice(rank), ...places.slice(0, rank)]) {
    try {
      await step(t, 'choose', { shelterId }, shelterId, ranking.places.length);
      return;
    } catch (error) {
      // Somebody was faster, or the ranking is a moment old: the next one of the list.
      if (error.status !== 409 && error.status !== 422) throw error;
    }
  }
}

async function towardsPlaced(t, status, attempt) {
  try {
    if (status.state === 'accepted') await step(t, 'confirm', { holdId: status.holdId }, attempt);
    if (status.state === 'offered') {
      await house(t, status, 'accept', { token: status.token });
      await movedFrom(t, status);
    }
  } catch (error) {
    // The hold has run out or moved on meanwhile: look again.
    if (error.status !== 409 && error.status !== 404) throw error;
    await t.pause();
  }
  if (status.state === 'choosing') await choose(t, 0);
  if (status.state === 'choosing' || status.state === 'waiting') await t.pause();
}

async function end(t, name, body) {
  const { status } = await standing(t);
  if (status.state === 'ended' || status.arrived) return;
  await step(t, name, body);
}

/** Child protection hears of each child of a placement and opens a case for it. */
const followUpBegan = (t, caseId) =>
  t.until('the child’s follow-up has begun', async () => {
    try {
      return await t.ask({
        as: 'child-protection',
        service: 'child-followup',
        method: 'GET',
        path: `/cases/${caseId}`,
      });
    } catch (error) {
      if (error.status === 404) return undefined;
      throw error;
    }
  });
