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
  retryJob: os.diagnostics.retryJob.handler(({ input, context }) =>
    context.services.diagnostics.retryJob(context.viewer.id, input.id),
  ),
  audit: os.diagnostics.audit.handler(({ input, context }) => context.services.audit.list(input)),
}
