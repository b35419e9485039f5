import { os } from '../../rpc/os.ts'

export const outboxRouter = {
  list: os.outbox.list.handler(({ input, context }) => context.services.outbox.list(input)),
  ofLead: os.outbox.ofLead.handler(({ input, context }) =>
    context.services.writing.ofLead(context.viewer, input.leadId),
  ),
  ways: os.outbox.ways.handler(({ input, context }) => context.services.writing.ways(context.viewer, input.leadId)),
  write: os.outbox.write.handler(({ input, context }) => context.services.writing.write(context.viewer, input)),
  counts: os.outbox.counts.handler(({ context }) => context.services.outbox.counts()),
  get: os.outbox.get.handler(({ input, context }) => context.services.outbox.get(input.id)),
  retry: os.outbox.retry.handler(({ input, context }) => context.services.outbox.retry(context.viewer.id, input)),
  markSent: os.outbox.markSent.handler(({ input, context }) =>
    context.services.outbox.markSent(context.viewer.id, input),
  ),
  cancel: os.outbox.cancel.handler(({ input, context }) => context.services.outbox.cancel(context.viewer.id, input)),
}
