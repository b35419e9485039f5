import { os } from '../../rpc/os.ts'

export const metaRouter = {
  connections: os.meta.connections.handler(({ context }) => context.services.meta.list()),
  health: os.meta.health.handler(({ context }) => context.services.meta.health()),
  look: os.meta.look.handler(({ input, context }) => context.services.meta.look(input)),
  connect: os.meta.connect.handler(({ input, context }) => context.services.meta.connect(context.viewer.id, input)),
  replaceToken: os.meta.replaceToken.handler(({ input, context }) =>
    context.services.meta.replaceToken(context.viewer.id, input),
  ),
  setPollMinutes: os.meta.setPollMinutes.handler(({ input, context }) =>
    context.services.meta.setPollMinutes(context.viewer.id, input),
  ),
  findAdAccounts: os.meta.findAdAccounts.handler(({ input, context }) =>
    context.services.meta.findAdAccounts(input.id),
  ),
  chooseAdAccounts: os.meta.chooseAdAccounts.handler(({ input, context }) =>
    context.services.meta.chooseAdAccounts(context.viewer.id, input),
  ),
  test: os.meta.test.handler(({ input, context }) => context.services.meta.test(context.viewer.id, input.id)),
  disconnect: os.meta.disconnect.handler(({ input, context }) =>
    context.services.meta.disconnect(context.viewer.id, input.id),
  ),
  requests: os.meta.requests.handler(({ input, context }) => context.services.meta.requests(input)),
}
