import { os } from '../../rpc/os.ts'

export const leadViewsRouter = {
  list: os.leadViews.list.handler(({ context }) => context.services.leadViews.list(context.viewer)),
  create: os.leadViews.create.handler(({ input, context }) => context.services.leadViews.create(context.viewer, input)),
  update: os.leadViews.update.handler(({ input, context }) => context.services.leadViews.update(context.viewer, input)),
  remove: os.leadViews.remove.handler(({ input, context }) =>
    context.services.leadViews.remove(context.viewer, input.id),
  ),
  restore: os.leadViews.restore.handler(({ input, context }) =>
    context.services.leadViews.restore(context.viewer, input.id),
  ),
  reorder: os.leadViews.reorder.handler(({ input, context }) =>
    context.services.leadViews.reorder(context.viewer, input.ids),
  ),
}
