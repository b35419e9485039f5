import { os } from '../../rpc/os.ts'

export const outboxRouter = {
  list: os.outbox.list.handler(({ input, context }) => context.services.outbox.list(input)),
  counts: os.outbox.counts.handler(({ context }) => context.services.outbox.counts()),
  get: os.outbox.get.handler(({ input, context }) => context.services.outbox.get(input.id)),
  retry: os.outbox.retry.handler(({ input, context }) => context.services.outbox.retry(context.viewer.id, input)),
  markSent: os.outbox.markSent.handler(({ input, context }) =>
    context.services.outbox.markSent(context.viewer.id, input),
  ),
  cancel: os.outbox.cancel.handler(({ input, context }) => context.services.outbox.cancel(context.viewer.id, input)),
}
