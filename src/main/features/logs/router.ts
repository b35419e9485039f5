import { os } from '../../rpc/os.ts'

export const logsRouter = {
  list: os.logs.list.handler(({ input, context }) => context.services.logs.list(input)),
  areas: os.logs.areas.handler(({ context }) => context.services.logs.areas()),
  debug: os.logs.debug.handler(({ context }) => context.services.logs.debug()),
  startDebug: os.logs.startDebug.handler(({ input, context }) =>
    context.services.logs.startDebug(context.viewer.id, input),
  ),
  stopDebug: os.logs.stopDebug.handler(({ context }) => context.services.logs.stopDebug(context.viewer.id)),
}
