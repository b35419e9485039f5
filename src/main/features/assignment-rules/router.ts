import { os } from '../../rpc/os.ts'

export const assignmentRulesRouter = {
  list: os.assignmentRules.list.handler(({ context }) => context.services.assignmentRules.list()),
  create: os.assignmentRules.create.handler(({ input, context }) =>
    context.services.assignmentRules.create(context.viewer.id, input),
  ),
  update: os.assignmentRules.update.handler(({ input, context }) =>
    context.services.assignmentRules.update(context.viewer.id, input),
  ),
  remove: os.assignmentRules.remove.handler(({ input, context }) =>
    context.services.assignmentRules.remove(context.viewer.id, input.id),
  ),
  restore: os.assignmentRules.restore.handler(({ input, context }) =>
    context.services.assignmentRules.restore(context.viewer.id, input.id),
  ),
  reorder: os.assignmentRules.reorder.handler(({ input, context }) =>
    context.services.assignmentRules.reorder(context.viewer.id, input.ids),
  ),
  tryOut: os.assignmentRules.tryOut.handler(({ context }) => context.services.assignmentRules.tryOut()),
}
