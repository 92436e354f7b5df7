import { AddTask, CancelTask, ChangeDanger, CloseCase, ReassignTask } from '@abri/contracts/child-followup-api';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { actRoute, OneCase } from './act.js';
import { type Desk, requireWorker } from './cases.js';

const OneTask = z.strictObject({ caseId: Id, taskId: Id });

/** The plan: tasks, the danger that orders them, and the end of it. */
export function taskRoutes(http: Http, desk: Desk): void {
  actRoute(http, desk, {
    path: '/cases/:caseId/tasks',
    summary: 'Add a task to the plan',
    params: OneCase,
    body: AddTask,
    async action({ body, found }) {
      await requireWorker(desk, found.child.team, body.assignee);
      return { command: { do: 'addTask', ...body } };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/tasks/:taskId/done',
    summary: 'A task is done; one that repeats opens its next round',
    params: OneTask,
    action: ({ params }) => ({ command: { do: 'finishTask', taskId: params.taskId } }),
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/tasks/:taskId/cancel',
    summary: 'Cancel a task, with the reason',
    params: OneTask,
    body: CancelTask,
    action: ({ params, body }) => ({ command: { do: 'cancelTask', taskId: params.taskId, reason: body.reason } }),
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/tasks/:taskId/reopen',
    summary: 'Open a task again that ended by mistake; its next round is given up for it',
    params: OneTask,
    action: ({ params }) => ({ command: { do: 'reopenTask', taskId: params.taskId } }),
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/tasks/:taskId/assignee',
    method: 'put',
    summary: 'Give a task to a worker of the team, or to nobody',
    params: OneTask,
    body: ReassignTask,
    async action({ params, body, found }) {
      await requireWorker(desk, found.child.team, body.assignee);
      return { command: { do: 'reassignTask', taskId: params.taskId, assignee: body.assignee } };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/seen',
    summary: 'The overdue tasks of the case were seen',
    params: OneCase,
    action: () => ({ command: { do: 'see' } }),
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/danger',
    method: 'put',
    summary: 'Change the danger level',
    params: OneCase,
    body: ChangeDanger,
    action: ({ body }) => ({ command: { do: 'changeDanger', danger: body.danger } }),
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/close',
    summary: 'Close the case with a reason and a date to look at it again',
    params: OneCase,
    body: CloseCase,
    action: ({ body }) => ({ command: { do: 'close', ...body } }),
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/reopen',
    summary: 'Open a closed case again',
    params: OneCase,
    action: () => ({ command: { do: 'reopen' } }),
  });
}
