import { os } from '../../rpc/os.ts'

export const thisPcRouter = {
  get: os.thisPc.get.handler(({ context }) => context.services.thisPc.get()),
  update: os.thisPc.update.handler(({ input, context }) => context.services.thisPc.update(context.viewer.id, input)),
}
