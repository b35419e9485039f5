import { os } from '../../rpc/os.ts'

export const diagnosticsRouter = {
  summary: os.diagnostics.summary.handler(({ context }) => context.services.diagnostics.summary()),
  jobs: os.diagnostics.jobs.handler(({ context }) => context.services.diagnostics.jobs()),
  schedules: os.diagnostics.schedules.handler(({ context }) => context.services.diagnostics.schedules()),
  runNow: os.diagnostics.runNow.handler(({ input, context }) =>
    context.services.diagnostics.runNow(context.viewer.id, input.name),
  ),
  linkHistory: os.diagnostics.linkHistory.handler(({ input, context }) =>
    context.services.channels.linkHistory(input.channelAccountId),
  ),
  incoming: os.diagnostics.incoming.handler(({ input, context }) => context.services.diagnostics.incoming(input)),
  messagesByPhone: os.diagnostics.messagesByPhone.handler(({ input, context }) =>
    context.services.diagnostics.messagesByPhone(context.viewer.id, input),
  ),
  checkDatabase: os.diagnostics.checkDatabase.handler(({ context }) => context.services.diagnostics.checkDatabase()),
  report: os.diagnostics.report.handler(({ context }) =>
    context.services.channels.list(context.viewer).then(context.services.diagnostics.report),
  ),
  retryJob: os.diagnostics.retryJob.handler(({ input, context }) =>
    context.services.diagnostics.retryJob(context.viewer.id, input.id),
  ),
  audit: os.diagnostics.audit.handler(({ input, context }) => context.services.audit.list(input)),
}
