import { os } from '../../rpc/os.ts'

export const scheduledMessagesRouter = {
  list: os.scheduledMessages.list.handler(({ input, context }) =>
    context.services.scheduledMessages.list(context.viewer, input.conversationId),
  ),
  create: os.scheduledMessages.create.handler(({ input, context }) =>
    context.services.scheduledMessages.create(context.viewer, input),
  ),
  update: os.scheduledMessages.update.handler(({ input, context }) =>
    context.services.scheduledMessages.update(context.viewer, input),
  ),
  cancel: os.scheduledMessages.cancel.handler(({ input, context }) =>
    context.services.scheduledMessages.cancel(context.viewer, input.id),
  ),
  sendNow: os.scheduledMessages.sendNow.handler(({ input, context }) =>
    context.services.scheduledMessages.sendNow(context.viewer, input.id),
  ),
}
