import { os } from '../../rpc/os.ts'

export const scoringRouter = {
  ofLead: os.scoring.ofLead.handler(({ input, context }) =>
    context.services.scoring.ofLead(context.viewer, input.leadId),
  ),
  preview: os.scoring.preview.handler(({ input, context }) => context.services.scoring.preview(input)),
}
