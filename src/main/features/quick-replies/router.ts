import { os } from '../../rpc/os.ts'

export const quickRepliesRouter = {
  list: os.quickReplies.list.handler(({ context }) => context.services.quickReplies.list()),
  create: os.quickReplies.create.handler(({ input, context }) =>
    context.services.quickReplies.create(context.viewer.id, input),
  ),
  update: os.quickReplies.update.handler(({ input, context }) =>
    context.services.quickReplies.update(context.viewer.id, input),
  ),
  remove: os.quickReplies.remove.handler(({ input, context }) =>
    context.services.quickReplies.remove(context.viewer.id, input.id),
  ),
  restore: os.quickReplies.restore.handler(({ input, context }) =>
    context.services.quickReplies.restore(context.viewer.id, input.id),
  ),
  noteUse: os.quickReplies.noteUse.handler(({ input, context }) => context.services.quickReplies.noteUse(input.id)),
}
