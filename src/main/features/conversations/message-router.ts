import { os } from '../../rpc/os.ts'

export const messagesRouter = {
  list: os.messages.list.handler(({ input, context }) => context.services.messages.list(context.viewer, input)),
  get: os.messages.get.handler(({ input, context }) => context.services.messages.get(context.viewer, input.id)),
  send: os.messages.send.handler(({ input, context }) => context.services.messages.send(context.viewer, input)),
  sendMedia: os.messages.sendMedia.handler(({ input, context }) =>
    context.services.messages.sendMedia(context.viewer, input),
  ),
  fetchMedia: os.messages.fetchMedia.handler(({ input, context }) =>
    context.services.messages.fetchMedia(context.viewer, input.id),
  ),
  retry: os.messages.retry.handler(({ input, context }) => context.services.messages.retry(context.viewer, input.id)),
  cancel: os.messages.cancel.handler(({ input, context }) =>
    context.services.messages.cancel(context.viewer, input.id),
  ),
}
