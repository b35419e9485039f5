import { os } from '../../rpc/os.ts'

export const settingsRouter = {
  get: os.settings.get.handler(({ context }) => context.services.settings.get()),
  update: os.settings.update.handler(({ input, context }) =>
    context.services.settings.update(context.viewer.id, input),
  ),
}
