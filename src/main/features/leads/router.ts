import { os } from '../../rpc/os.ts'

export const leadsRouter = {
  list: os.leads.list.handler(({ input, context }) => context.services.leads.list(context.viewer, input)),
  count: os.leads.count.handler(({ input, context }) => context.services.leads.count(context.viewer, input.filter)),
  origins: os.leads.origins.handler(({ context }) => context.services.leads.origins()),
  cities: os.leads.cities.handler(({ input, context }) => context.services.leads.cities(input.countryCode)),
  stats: os.leads.stats.handler(({ context }) => context.services.leads.stats(context.viewer)),
  get: os.leads.get.handler(({ input, context }) => context.services.leads.get(context.viewer, input.id)),
  create: os.leads.create.handler(({ input, context }) => context.services.leads.create(context.viewer, input)),
  update: os.leads.update.handler(({ input, context }) => context.services.leads.update(context.viewer, input)),
  moveToStage: os.leads.moveToStage.handler(({ input, context }) =>
    context.services.leads.moveToStage(context.viewer, input.id, input.stageId, input.reason),
  ),
  assign: os.leads.assign.handler(({ input, context }) =>
    context.services.leads.assign(context.viewer, input.id, input.ownerId),
  ),
  addNote: os.leads.addNote.handler(({ input, context }) => context.services.leads.addNote(context.viewer, input)),
  editNote: os.leads.editNote.handler(({ input, context }) =>
    context.services.notes.edit(context.viewer, input.id, input.text),
  ),
  removeNote: os.leads.removeNote.handler(({ input, context }) =>
    context.services.notes.remove(context.viewer, input.id),
  ),
  timeline: os.leads.timeline.handler(({ input, context }) => context.services.leads.timeline(context.viewer, input)),
  logCall: os.leads.logCall.handler(({ input, context }) => context.services.followUps.logCall(context.viewer, input)),
  setNextAction: os.leads.setNextAction.handler(({ input, context }) =>
    context.services.followUps.setNextAction(context.viewer, input),
  ),
  mergeCandidates: os.leads.mergeCandidates.handler(({ input, context }) =>
    context.services.merges.candidates(context.viewer, input.leadId),
  ),
  merge: os.leads.merge.handler(({ input, context }) =>
    context.services.merges.merge(context.viewer, input.keepId, input.absorbId),
  ),
  undoMerge: os.leads.undoMerge.handler(({ input, context }) =>
    context.services.merges.undo(context.viewer, input.interactionId),
  ),
  remove: os.leads.remove.handler(({ input, context }) =>
    context.services.leads.remove(context.viewer, input.id, input.version),
  ),
}
