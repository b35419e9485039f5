import { os } from '../../rpc/os.ts'

export const conversationsRouter = {
  list: os.conversations.list.handler(({ input, context }) =>
    context.services.conversations.list(context.viewer, input),
  ),
  counts: os.conversations.counts.handler(({ context }) => context.services.conversations.counts(context.viewer)),
  get: os.conversations.get.handler(({ input, context }) =>
    context.services.conversations.get(context.viewer, input.id),
  ),
  ofLead: os.conversations.ofLead.handler(({ input, context }) =>
    context.services.conversations.ofLead(context.viewer, input.leadId),
  ),
  markRead: os.conversations.markRead.handler(({ input, context }) =>
    context.services.conversations.markRead(context.viewer, input.id, input.upTo),
  ),
  markUnread: os.conversations.markUnread.handler(({ input, context }) =>
    context.services.conversations.markUnread(context.viewer, input.id),
  ),
  archive: os.conversations.archive.handler(({ input, context }) =>
    context.services.conversations.archive(context.viewer, input.id, input.isArchived),
  ),
  watch: os.conversations.watch.handler(({ input, context }) =>
    context.services.conversations.watch(context.viewer, input.id),
  ),
  requestPhoneNumber: os.conversations.requestPhoneNumber.handler(({ input, context }) =>
    context.services.numberRequests.request(context.viewer, input.id),
  ),
  setBlocked: os.conversations.setBlocked.handler(({ input, context }) =>
    context.services.blocks.setBlocked(context.viewer, input.id, input.isBlocked),
  ),
  openForLead: os.conversations.openForLead.handler(({ input, context }) =>
    context.services.conversations.openForLead(context.viewer, input.leadId, input.channelAccountId),
  ),
}
