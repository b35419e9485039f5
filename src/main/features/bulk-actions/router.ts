import { os } from '../../rpc/os.ts'

export const bulkActionsRouter = {
  start: os.bulkActions.start.handler(({ input, context }) =>
    context.services.bulkActions.start(context.viewer, input),
  ),
  list: os.bulkActions.list.handler(({ context }) => context.services.bulkActions.list(context.viewer)),
  get: os.bulkActions.get.handler(({ input, context }) => context.services.bulkActions.get(context.viewer, input.id)),
  cancel: os.bulkActions.cancel.handler(({ input, context }) =>
    context.services.bulkActions.cancel(context.viewer, input.id),
  ),
  undo: os.bulkActions.undo.handler(({ input, context }) =>
    context.services.bulkActions.undo(context.viewer, input.id),
  ),
  leftOut: os.bulkActions.leftOut.handler(({ input, context }) =>
    context.services.bulkActions.leftOut(context.viewer, input),
  ),
  belongings: os.bulkActions.belongings.handler(({ input, context }) =>
    context.services.bulkActions.belongings(input.staffId),
  ),
  handOver: os.bulkActions.handOver.handler(({ input, context }) =>
    context.services.bulkActions.handOver(context.viewer, input),
  ),
  handOverClashes: os.bulkActions.handOverClashes.handler(({ input, context }) =>
    context.services.bulkActions.handOverClashes(context.viewer, input),
  ),
  receivedHandOvers: os.bulkActions.receivedHandOvers.handler(({ context }) =>
    context.services.bulkActions.receivedHandOvers(context.viewer),
  ),
  noteHandOverSeen: os.bulkActions.noteHandOverSeen.handler(({ input, context }) =>
    context.services.bulkActions.noteHandOverSeen(context.viewer, input.runId),
  ),
}
