import { os } from '../../rpc/os.ts'

export const notificationsRouter = {
  get: os.notifications.get.handler(({ input, context }) =>
    context.services.notifications.get(context.viewer, input.messageId),
  ),
}
