import { os } from '../../rpc/os.ts'

export const sendersRouter = {
  list: os.senders.list.handler(({ context }) => context.services.senders.list()),
  channels: os.senders.channels.handler(({ context }) => context.services.senders.channels()),
  save: os.senders.save.handler(({ input, context }) => context.services.senders.save(context.viewer.id, input)),
  choose: os.senders.choose.handler(({ input, context }) =>
    context.services.senders.choose(context.viewer.id, input.kind),
  ),
  check: os.senders.check.handler(({ input, context }) => context.services.senders.check(input.kind)),
  sendTest: os.senders.sendTest.handler(({ input, context }) =>
    context.services.senders.sendTest(context.viewer.id, input),
  ),
  fetchTemplates: os.senders.fetchTemplates.handler(({ context }) =>
    context.services.senders.fetchTemplates(context.viewer.id),
  ),
  remove: os.senders.remove.handler(({ input, context }) =>
    context.services.senders.remove(context.viewer.id, input.kind),
  ),
}
