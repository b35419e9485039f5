import { os } from '../../rpc/os.ts'

export const stagesRouter = {
  list: os.stages.list.handler(({ context }) => context.services.stages.list()),
  create: os.stages.create.handler(({ input, context }) => context.services.stages.create(context.viewer.id, input)),
  update: os.stages.update.handler(({ input, context }) => context.services.stages.update(context.viewer.id, input)),
  makeDefault: os.stages.makeDefault.handler(({ input, context }) =>
    context.services.stages.makeDefault(context.viewer.id, input.id),
  ),
  reorder: os.stages.reorder.handler(({ input, context }) =>
    context.services.stages.reorder(context.viewer.id, input.ids),
  ),
  remove: os.stages.remove.handler(({ input, context }) => context.services.stages.remove(context.viewer.id, input.id)),
}
