import { os } from '../../rpc/os.ts'

export const leadExportsRouter = {
  start: os.leadExports.start.handler(({ input, context }) =>
    context.services.leadExports.start(context.connection, context.viewer, input),
  ),
}
