import { os } from '../../rpc/os.ts'

export const reportRecipientsRouter = {
  list: os.reportRecipients.list.handler(({ context }) => context.services.reportRecipients.list()),
  colleagues: os.reportRecipients.colleagues.handler(({ context }) => context.services.reportRecipients.colleagues()),
  create: os.reportRecipients.create.handler(({ input, context }) =>
    context.services.reportRecipients.create(context.viewer.id, input),
  ),
  update: os.reportRecipients.update.handler(({ input, context }) =>
    context.services.reportRecipients.update(context.viewer.id, input),
  ),
  remove: os.reportRecipients.remove.handler(({ input, context }) =>
    context.services.reportRecipients.remove(context.viewer.id, input.id),
  ),
  lists: os.reportRecipients.lists.handler(({ context }) => context.services.reportRecipients.lists()),
  createList: os.reportRecipients.createList.handler(({ input, context }) =>
    context.services.reportRecipients.createList(context.viewer.id, input),
  ),
  updateList: os.reportRecipients.updateList.handler(({ input, context }) =>
    context.services.reportRecipients.updateList(context.viewer.id, input),
  ),
  removeList: os.reportRecipients.removeList.handler(({ input, context }) =>
    context.services.reportRecipients.removeList(context.viewer.id, input.id),
  ),
}

export const reportSchedulesRouter = {
  list: os.reportSchedules.list.handler(({ context }) => context.services.reportSchedules.list()),
  next: os.reportSchedules.next.handler(({ input, context }) => context.services.reportSchedules.next(input)),
  create: os.reportSchedules.create.handler(({ input, context }) =>
    context.services.reportSchedules.create(context.viewer.id, input),
  ),
  update: os.reportSchedules.update.handler(({ input, context }) =>
    context.services.reportSchedules.update(context.viewer.id, input),
  ),
  setPaused: os.reportSchedules.setPaused.handler(({ input, context }) =>
    context.services.reportSchedules.setPaused(context.viewer.id, input),
  ),
  runNow: os.reportSchedules.runNow.handler(({ input, context }) =>
    context.services.reportSchedules.runNow(context.viewer.id, input),
  ),
  remove: os.reportSchedules.remove.handler(({ input, context }) =>
    context.services.reportSchedules.remove(context.viewer.id, input),
  ),
}

export const reportRunsRouter = {
  send: os.reportRuns.send.handler(({ input, context }) => context.services.reportRuns.send(context.viewer.id, input)),
  list: os.reportRuns.list.handler(({ input, context }) => context.services.reportRuns.list(input)),
  get: os.reportRuns.get.handler(({ input, context }) => context.services.reportRuns.get(input)),
  document: os.reportRuns.document.handler(({ input, context }) => context.services.reportRuns.document(input)),
  openPdf: os.reportRuns.openPdf.handler(({ input, context }) =>
    context.services.reportRuns.openPdf(context.connection, input),
  ),
  resendFailed: os.reportRuns.resendFailed.handler(({ input, context }) =>
    context.services.reportRuns.resendFailed(context.viewer.id, input),
  ),
  resend: os.reportRuns.resend.handler(({ input, context }) =>
    context.services.reportRuns.resend(context.viewer.id, input),
  ),
  markSent: os.reportRuns.markSent.handler(({ input, context }) =>
    context.services.reportRuns.markSent(context.viewer.id, input),
  ),
}
