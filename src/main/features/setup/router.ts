import { os } from '../../rpc/os.ts'

export const setupRouter = {
  createOffice: os.setup.createOffice.handler(({ input, context }) =>
    context.services.setup.createOffice(context.connection, input),
  ),
}
