import { os } from '../../rpc/os.ts'

export const filesRouter = {
  ofLead: os.files.ofLead.handler(({ input, context }) => context.services.files.ofLead(context.viewer, input)),
  counts: os.files.counts.handler(({ input, context }) => context.services.files.counts(context.viewer, input.leadId)),
  get: os.files.get.handler(({ input, context }) => context.services.files.get(context.viewer, input.id)),
  rename: os.files.rename.handler(({ input, context }) => context.services.files.rename(context.viewer, input)),
  label: os.files.label.handler(({ input, context }) => context.services.files.label(context.viewer, input)),
  renameLabel: os.files.renameLabel.handler(({ input, context }) =>
    context.services.files.renameLabel(context.viewer, input),
  ),
  remove: os.files.remove.handler(({ input, context }) => context.services.files.remove(context.viewer, input)),
  restore: os.files.restore.handler(({ input, context }) => context.services.files.restore(context.viewer, input.id)),
  open: os.files.open.handler(({ input, context }) =>
    context.services.files.open(context.connection, context.viewer, input),
  ),
  startUpload: os.files.startUpload.handler(({ input, context }) =>
    context.services.uploads.startUpload(context.connection, context.viewer, input),
  ),
  finishUpload: os.files.finishUpload.handler(({ input, context }) =>
    context.services.uploads.finishUpload(context.viewer, input),
  ),
  discardUpload: os.files.discardUpload.handler(({ input, context }) =>
    context.services.uploads.discardUpload(context.viewer, input.id),
  ),
}
