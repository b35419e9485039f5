import { os } from '../../rpc/os.ts'

export const systemRouter = {
  hello: os.system.hello.handler(({ input, context }) => context.services.system.hello(context.connection, input)),
  updates: os.system.updates.handler(({ context, lastEventId, signal }) =>
    context.services.system.updates(context.connection, lastEventId, signal),
  ),
  countries: os.system.countries.handler(({ context }) => context.services.countries.list()),
}
