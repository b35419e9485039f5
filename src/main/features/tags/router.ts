import { os } from '../../rpc/os.ts'

export const tagsRouter = {
  list: os.tags.list.handler(({ context }) => context.services.tags.list()),
  counts: os.tags.counts.handler(({ context }) => context.services.tags.counts()),
  create: os.tags.create.handler(({ input, context }) => context.services.tags.create(context.viewer.id, input)),
  update: os.tags.update.handler(({ input, context }) => context.services.tags.update(context.viewer.id, input)),
  merge: os.tags.merge.handler(({ input, context }) =>
    context.services.tags.merge(context.viewer.id, input.keepId, input.absorbId),
  ),
  remove: os.tags.remove.handler(({ input, context }) => context.services.tags.remove(context.viewer.id, input.id)),
  hang: os.tags.hang.handler(({ input, context }) =>
    context.services.tags.hang(context.viewer, input.leadId, input.tagId),
  ),
  takeOff: os.tags.takeOff.handler(({ input, context }) =>
    context.services.tags.takeOff(context.viewer, input.leadId, input.tagId),
  ),
}
