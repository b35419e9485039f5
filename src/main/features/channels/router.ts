import { os } from '../../rpc/os.ts'

export const channelsRouter = {
  list: os.channelAccounts.list.handler(({ context }) => context.services.channels.list(context.viewer)),
  create: os.channelAccounts.create.handler(({ input, context }) =>
    context.services.channels.create(context.viewer, input),
  ),
  rename: os.channelAccounts.rename.handler(({ input, context }) =>
    context.services.channels.rename(context.viewer, input),
  ),
  health: os.channelAccounts.health.handler(({ input, context }) => context.services.channels.health(input.id)),
  setAge: os.channelAccounts.setAge.handler(({ input, context }) =>
    context.services.channels.setAge(context.viewer, input.id, input.age),
  ),
  startLinking: os.channelAccounts.startLinking.handler(({ input, context }) =>
    context.services.channels.startLinking(context.viewer, input.id, input.method),
  ),
  cancelLinking: os.channelAccounts.cancelLinking.handler(({ input, context }) =>
    context.services.channels.cancelLinking(context.viewer, input.id),
  ),
  reconnect: os.channelAccounts.reconnect.handler(({ input, context }) =>
    context.services.channels.reconnect(context.viewer, input.id),
  ),
  unlink: os.channelAccounts.unlink.handler(({ input, context }) =>
    context.services.channels.unlink(context.viewer, input.id),
  ),
  remove: os.channelAccounts.remove.handler(({ input, context }) =>
    context.services.channels.remove(context.viewer, input.id),
  ),
}
