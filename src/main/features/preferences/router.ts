import { os } from '../../rpc/os.ts'

export const preferencesRouter = {
  get: os.preferences.get.handler(({ context }) => context.services.preferences.get(context.viewer.id)),
  update: os.preferences.update.handler(({ input, context }) =>
    context.services.preferences.update(context.viewer.id, input),
  ),
}
