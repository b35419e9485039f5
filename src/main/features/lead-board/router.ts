import { os } from '../../rpc/os.ts'

export const leadBoardRouter = {
  counts: os.leadBoard.counts.handler(({ input, context }) =>
    context.services.leadBoard.counts(context.viewer, input.owners),
  ),
}
