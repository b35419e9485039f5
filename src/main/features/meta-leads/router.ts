import { os } from '../../rpc/os.ts'

export const metaLeadsRouter = {
  forms: os.metaLeads.forms.handler(({ input, context }) => context.services.metaLeads.forms(input.connectionId)),
  setPolled: os.metaLeads.setPolled.handler(({ input, context }) =>
    context.services.metaLeads.setPolled(context.viewer, input.id, input.isPolled),
  ),
  acceptGap: os.metaLeads.acceptGap.handler(({ input, context }) =>
    context.services.metaLeads.acceptGap(context.viewer, input),
  ),
  reopenGap: os.metaLeads.reopenGap.handler(({ input, context }) =>
    context.services.metaLeads.reopenGap(context.viewer, input.id),
  ),
  mapping: os.metaLeads.mapping.handler(({ input, context }) => context.services.metaLeads.mapping(input.id)),
  previewMapping: os.metaLeads.previewMapping.handler(({ input, context }) =>
    context.services.metaLeads.previewMapping(input.id, input.mapping),
  ),
  saveMapping: os.metaLeads.saveMapping.handler(({ input, context }) =>
    context.services.metaLeads.saveMapping(context.viewer, input),
  ),
  applyMapping: os.metaLeads.applyMapping.handler(({ input, context }) =>
    context.services.metaLeads.applyMapping(input.id),
  ),
  sync: os.metaLeads.sync.handler(({ input, context }) =>
    context.services.metaLeads.sync(context.viewer, input.connectionId),
  ),
  cancelSync: os.metaLeads.cancelSync.handler(({ input, context }) =>
    context.services.metaLeads.cancelSync(input.connectionId),
  ),
  status: os.metaLeads.status.handler(({ input, context }) => context.services.metaLeads.status(input.connectionId)),
  runs: os.metaLeads.runs.handler(({ input, context }) => context.services.metaLeads.runs(input)),
  failures: os.metaLeads.failures.handler(({ input, context }) => context.services.submissionFailures.list(input)),
  retryFailure: os.metaLeads.retryFailure.handler(({ input, context }) =>
    context.services.submissionFailures.retry(input.id),
  ),
  retryFailures: os.metaLeads.retryFailures.handler(({ input, context }) =>
    context.services.submissionFailures.retryAll(input.connectionId),
  ),
  ofLead: os.metaLeads.ofLead.handler(({ input, context }) =>
    context.services.metaLeads.ofLead(context.viewer, input.leadId),
  ),
  missing: os.metaLeads.missing.handler(({ context }) => context.services.metaLeads.missing()),
  selfCheck: os.metaLeads.selfCheck.handler(({ input, context }) =>
    context.services.metaLeads.selfCheck(input.connectionId, input.makesEntry),
  ),
}
