import { os } from '../../rpc/os.ts'

export const adsRouter = {
  ofLead: os.ads.ofLead.handler(({ input, context }) => context.services.ads.ofLead(context.viewer, input.leadId)),
}
