const ask = (t, path, body) => t.ask({ as: 'programmes', service: 'programmes', path, body, key: t.key() });
const inSeries = (t, path, body) => ask(t, `/series/${t.id('series')}${path}`, body);
const inSession = (t, { session }, path, body) => inSeries(t, `/sessions/${t.id('sessions')[session]}${path}`, body);
const keepSessions = (t, { sessions }) => (t.ids.sessions = sessions.map(({ sessionId }) => sessionId));
/** Participants are labelled `p1` and so on in the order of their sign-up, which is the order of the list. */
const numberOf = (who) => Number(who.slice(1));

/** What those who run the programmes do. */
export const programmeActs = {
  async planSeries({ body }, t) {
    const view = await ask(t, '/series', body);
    t.ids.series = view.seriesId;
    keepSessions(t, view);
  },
  async planSession({ startsAt, minutes }, t) {
    keepSessions(t, await inSeries(t, '/sessions', { startsAt, minutes }));
  },
  async signUp({ who, professional, field }, t) {
    const { participants } = await inSeries(t, '/sign-ups', { professional, field });
    t.ids[who] = participants[numberOf(who) - 1].participantId;
  },
  withdrawSignUp: ({ who }, t) => inSeries(t, `/sign-ups/${t.id(who)}/withdraw`, {}),
  cancelSession: ({ reason, ...one }, t) => inSession(t, one, '/cancel', { reason }),
  holdSession: ({ reached, ...one }, t) => inSession(t, one, '/held', { reached }),
  correctCount: ({ reached, ...one }, t) => inSession(t, one, '/held', { reached }),
  recordAttendance: ({ attended, ...one }, t) =>
    inSession(t, one, '/attendance', { attended: attended.map((who) => t.id(who)) }),
  recordFeedback: ({ feedback, ...one }, t) => inSession(t, one, '/feedback', feedback),
  completeSeries: (_, t) => inSeries(t, '/complete', {}),
};
