import { os } from '../../rpc/os.ts'

export const speedToLeadRouter = {
  waiting: os.speedToLead.waiting.handler(({ context }) => context.services.speedToLead.waiting(context.viewer)),
  notice: os.speedToLead.notice.handler(({ input, context }) =>
    context.services.speedToLead.notice(context.viewer, input.leadId),
  ),
  ofLead: os.speedToLead.ofLead.handler(({ input, context }) =>
    context.services.speedToLead.ofLead(context.viewer, input.leadId),
  ),
  claim: os.speedToLead.claim.handler(({ input, context }) =>
    context.services.speedToLead.claim(context.viewer, input.leadId),
  ),
  stats: os.speedToLead.stats.handler(({ input, context }) => context.services.speedToLead.stats(input)),
}
