import { caseIdOf } from '../../../services/child-followup/dist/placements.js';

const instrument = 'abri-child-look-1';

const ask = (t, path, body, o = {}) =>
  t.ask({ as: 'child-protection', service: 'child-followup', path, body, key: t.key(), ...o });
const inCase = async (t, child, path, body, o) =>
  keep(t, child, await ask(t, `/cases/${caseOf(t, child)}${path}`, body, o));

/** The case of a child: of a placement by the placement's id and the child's number, else as it was opened. */
function caseOf(t, child) {
  const [placed, household, index] = child.split(':');
  return placed === 'placed' ? caseIdOf(t.idsOf(household).requestId, Number(index)) : t.id(`${child}.case`);
}
/** What was last seen of the case's plan, so that a worker need not read it again to find the next task. */
function keep(t, child, view) {
  t.seen.set(`${t.story} ${child}`, view);
  return view;
}
const viewOf = async (t, child) =>
  t.seen.get(`${t.story} ${child}`) ?? inCase(t, child, '', undefined, { method: 'GET', key: undefined });

/** Does something with the next open task of a kind; nothing where there is none. */
async function withTask(t, { child, task }, act) {
  const { case: known } = await viewOf(t, child);
  const [next] = known.tasks
    .filter(({ kind, state }) => kind === task && state === 'open')
    .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  if (next) await act(`/tasks/${next.taskId}`);
}

/** What child protection does. */
export const childActs = {
  async referChild({ child, body }, t) {
    const view = keep(t, child, await ask(t, '/cases', body));
    t.ids[`${child}.case`] = view.case.caseId;
  },
  nameChild: ({ child, identity }, t) => inCase(t, child, '/identity', identity, { method: 'PUT' }),
  takeTask: (one, t) =>
    withTask(t, one, (task) => inCase(t, one.child, `${task}/assignee`, { assignee: one.worker }, { method: 'PUT' })),
  finishTask: (one, t) => withTask(t, one, (task) => inCase(t, one.child, `${task}/done`)),
  cancelTask: (one, t) => withTask(t, one, (task) => inCase(t, one.child, `${task}/cancel`, { reason: one.reason })),
  seeCase: ({ child }, t) => inCase(t, child, '/seen'),
  assessChild: ({ child, scores }, t) => inCase(t, child, '/assessments', { instrument, scores }),
  changeDanger: ({ child, danger }, t) => inCase(t, child, '/danger', { danger }, { method: 'PUT' }),
  async reportChild({ child, channel, urgent, text }, t) {
    const view = await inCase(t, child, '/reports', { channel, urgent, text });
    t.ids[`${child}.report`] = view.case.reports[0].reportId;
  },
  acknowledgeReport: ({ child }, t) => inCase(t, child, `/reports/${t.id(`${child}.report`)}/acknowledged`),
  async handOver({ child, to }, t) {
    const view = await inCase(t, child, '/hand-over', { to });
    t.ids[`${child}.handOver`] = view.case.handOver.handOverId;
  },
  answerHandOver: ({ child, answer, reason }, t) =>
    inCase(t, child, `/hand-over/${t.id(`${child}.handOver`)}/${answer}`, reason && { reason }, { as: 'child-denain' }),
  joinCases: ({ child, other }, t) => inCase(t, child, '/join', { other: caseOf(t, other) }),
  closeChild: ({ child, reason, reviewAt }, t) => inCase(t, child, '/close', { reason, reviewAt }),
  reopenChild: ({ child }, t) => inCase(t, child, '/reopen'),
};
