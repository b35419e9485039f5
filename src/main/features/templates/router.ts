import { os } from '../../rpc/os.ts'

export const templatesRouter = {
  list: os.templates.list.handler(({ context }) => context.services.templates.list()),
  create: os.templates.create.handler(({ input, context }) =>
    context.services.templates.create(context.viewer.id, input),
  ),
  update: os.templates.update.handler(({ input, context }) =>
    context.services.templates.update(context.viewer.id, input),
  ),
  remove: os.templates.remove.handler(({ input, context }) =>
    context.services.templates.remove(context.viewer.id, input.id),
  ),
  restore: os.templates.restore.handler(({ input, context }) =>
    context.services.templates.restore(context.viewer.id, input.id),
  ),
  noteUse: os.templates.noteUse.handler(({ input, context }) => context.services.templates.noteUse(input.id)),
  startFile: os.templates.startFile.handler(({ input, context }) =>
    context.services.templates.startFile(context.connection, context.viewer, input),
  ),
  finishFile: os.templates.finishFile.handler(({ input, context }) =>
    context.services.templates.finishFile(context.viewer, input),
  ),
  stageFiles: os.templates.stageFiles.handler(({ input, context }) =>
    context.services.templates.stageFiles(context.viewer, input),
  ),
  facts: os.templates.facts.handler(({ input, context }) => context.services.templates.facts(context.viewer, input)),
}
