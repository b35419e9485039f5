import { os } from '../../rpc/os.ts'

export const privacyRouter = {
  holding: os.privacy.holding.handler(({ input, context }) =>
    context.services.privacy.holding(context.viewer, input.leadId),
  ),
  exportLead: os.privacy.exportLead.handler(({ input, context }) =>
    context.services.privacy.exportLead(context.connection, context.viewer, input.leadId),
  ),
  forget: os.privacy.forget.handler(({ input, context }) =>
    context.services.privacy.forget(context.viewer, input.leadId, input.version),
  ),
  retention: {
    list: os.privacy.retention.list.handler(({ input, context }) => context.services.retention.list(input)),
    confirm: os.privacy.retention.confirm.handler(({ input, context }) =>
      context.services.retention.confirm(context.viewer.id, input.leadIds),
    ),
    keep: os.privacy.retention.keep.handler(({ input, context }) =>
      context.services.retention.keep(context.viewer.id, input.leadIds),
    ),
  },
  iys: {
    exportFile: os.privacy.iys.exportFile.handler(({ context }) =>
      context.services.privacy.iysFile(context.connection),
    ),
    importFile: os.privacy.iys.importFile.handler(({ input, context }) =>
      context.services.privacy.importIys(context.viewer, input.csv),
    ),
  },
}
