import { os } from '../../rpc/os.ts'

export const inboundTextsRouter = {
  list: os.inboundTexts.list.handler(({ input, context }) => context.services.inboundTexts.list(context.viewer, input)),
  counts: os.inboundTexts.counts.handler(({ context }) => context.services.inboundTexts.counts(context.viewer)),
  markRead: os.inboundTexts.markRead.handler(({ input, context }) =>
    context.services.inboundTexts.markRead(context.viewer, input),
  ),
}
