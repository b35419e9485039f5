import { os } from '../../rpc/os.ts'

export const consentsRouter = {
  ofLead: os.consents.ofLead.handler(({ input, context }) =>
    context.services.consents.ofLead(context.viewer, input.leadId),
  ),
  history: os.consents.history.handler(({ input, context }) =>
    context.services.consents.history(context.viewer, input),
  ),
  record: os.consents.record.handler(({ input, context }) => context.services.consents.record(context.viewer, input)),
  texts: {
    list: os.consents.texts.list.handler(({ context }) => context.services.consentTexts.list()),
    create: os.consents.texts.create.handler(({ input, context }) =>
      context.services.consentTexts.create(context.viewer.id, input),
    ),
    update: os.consents.texts.update.handler(({ input, context }) =>
      context.services.consentTexts.update(context.viewer.id, input),
    ),
    archive: os.consents.texts.archive.handler(({ input, context }) =>
      context.services.consentTexts.archive(context.viewer.id, input.id, input.isArchived),
    ),
    versions: os.consents.texts.versions.handler(({ input, context }) =>
      context.services.consentTexts.versions(input.id),
    ),
  },
}
