import { os } from '../../rpc/os.ts'

export const duplicatesRouter = {
  list: os.duplicates.list.handler(({ input, context }) => context.services.duplicates.list(context.viewer, input)),
  count: os.duplicates.count.handler(({ context }) => context.services.duplicates.count(context.viewer)),
  markDifferent: os.duplicates.markDifferent.handler(({ input, context }) =>
    context.services.duplicates.markDifferent(context.viewer, input.ids),
  ),
  reopen: os.duplicates.reopen.handler(({ input, context }) =>
    context.services.duplicates.reopen(context.viewer, input.ids),
  ),
}
