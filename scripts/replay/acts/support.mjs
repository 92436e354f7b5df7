/** The accounts of the partners that act. */
const workerOf = { 'pt-social': 'support', 'pt-legal': 'legal', 'pt-psychological': 'psychologist' };

const ask = (t, as, path, body, ...key) =>
  t.ask({ as: workerOf[as], service: 'victim-support', path, body: { as, ...body }, key: t.key(...key) });
const inCase = (t, { person, as }, path, body) => ask(t, as, `/cases/${t.id(`${person}.case`)}${path}`, body);
/** Steps are labelled `step-1` and so on, in the order of planning. */
const numberOf = (label) => Number(label.replace(/\D/g, ''));

/** What the partners do for a family. */
export const supportActs = {
  async screen({ as, answers }, t) {
    const screening = await ask(t, as, '/screenings', { instrument: 'abri-at-home', version: 1, answers });
    t.ids.screening = screening.screeningId;
  },
  followScreening: ({ as, outcome }, t) => ask(t, as, `/screenings/${t.id('screening')}/follow`, { outcome }),
  async openCase({ person, as, screened, body }, t) {
    const asked = { ...body, ...(screened ? { screeningId: t.id('screening') } : {}) };
    const opened = await ask(t, as, '/cases', asked).catch((error) => {
      // Two invented people share a name and a birth date: the worker asks, and it is somebody else.
      if (error.type !== 'may-be-known') throw error;
      return ask(t, as, '/cases', { ...asked, same: 'another' }, 'another');
    });
    t.ids[`${person}.case`] = opened.caseId;
    const [counselling] = opened.counselling;
    if (counselling) t.ids[`${person}.counselling`] = counselling.referralId;
  },
  giveConsent: ({ partnerId, until, ...one }, t) => inCase(t, one, '/consents', { partnerId, until }),
  async setGoal({ profession, text, goal, ...one }, t) {
    const { goals } = await inCase(t, one, '/goals', { profession, text });
    t.ids[`${one.person}.${goal}`] = goals[0].goalId;
  },
  async planStep({ goal, step, partnerId, dueOn, text, ...one }, t) {
    const goalId = t.id(`${one.person}.${goal}`);
    const { goals } = await inCase(t, one, `/goals/${goalId}/steps`, { partnerId, dueOn, text });
    const { steps } = goals.find((known) => known.goalId === goalId);
    t.ids[`${one.person}.${step}`] = steps[numberOf(step) - 1].stepId;
  },
  endStep: ({ goal, step, outcome, ...one }, t) =>
    inCase(t, one, `/goals/${t.id(`${one.person}.${goal}`)}/steps/${t.id(`${one.person}.${step}`)}/end`, { outcome }),
  endGoal: ({ goal, outcome, ...one }, t) => inCase(t, one, `/goals/${t.id(`${one.person}.${goal}`)}/end`, { outcome }),
  async makeAppointment({ appointment, partnerId, meeting, startsAt, minutes, ...one }, t) {
    const { appointments } = await inCase(t, one, '/appointments', { partnerId, kind: meeting, startsAt, minutes });
    t.ids[`${one.person}.${appointment}`] = appointments[0].appointmentId;
  },
  endAppointment: ({ appointment, outcome, ...one }, t) =>
    inCase(t, one, `/appointments/${t.id(`${one.person}.${appointment}`)}/end`, { outcome }),
  startCounselling: (one, t) => inCase(t, one, `/counselling/${t.id(`${one.person}.counselling`)}/start`, {}),
  endCounselling: ({ outcome, ...one }, t) =>
    inCase(t, one, `/counselling/${t.id(`${one.person}.counselling`)}/end`, { outcome }),
  writeNote: ({ text, ...one }, t) => inCase(t, one, '/notes', { text }),
  writeSafetyPlan: ({ plan, ...one }, t) => inCase(t, one, '/safety-plan', { plan }),
  closeCase: ({ reason, ...one }, t) => inCase(t, one, '/close', { reason }),
  reopenCase: (one, t) => inCase(t, one, '/reopen', {}),
};
