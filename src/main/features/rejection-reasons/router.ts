import { os } from '../../rpc/os.ts'

export const rejectionReasonsRouter = {
  list: os.rejectionReasons.list.handler(({ context }) => context.services.rejectionReasons.list()),
  add: os.rejectionReasons.add.handler(({ input, context }) =>
    context.services.rejectionReasons.add(context.viewer.id, input.id, input.name),
  ),
  rename: os.rejectionReasons.rename.handler(({ input, context }) =>
    context.services.rejectionReasons.rename(context.viewer.id, input),
  ),
  reorder: os.rejectionReasons.reorder.handler(({ input, context }) =>
    context.services.rejectionReasons.reorder(context.viewer.id, input.ids),
  ),
  remove: os.rejectionReasons.remove.handler(({ input, context }) =>
    context.services.rejectionReasons.remove(context.viewer.id, input.id),
  ),
}
