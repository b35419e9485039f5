import { os } from '../../rpc/os.ts'

export const salesRouter = {
  ofLead: os.sales.ofLead.handler(({ input, context }) => context.services.sales.ofLead(context.viewer, input.leadId)),
  convertedTotal: os.sales.convertedTotal.handler(({ input, context }) =>
    context.services.sales.convertedTotal(context.viewer, input.leadId, input.into),
  ),
  add: os.sales.add.handler(({ input, context }) => context.services.sales.add(context.viewer, input)),
  update: os.sales.update.handler(({ input, context }) => context.services.sales.update(context.viewer, input)),
  setStatus: os.sales.setStatus.handler(({ input, context }) =>
    context.services.sales.setStatus(context.viewer, input),
  ),
  remove: os.sales.remove.handler(({ input, context }) =>
    context.services.sales.remove(context.viewer, input.id, input.version),
  ),
  treatments: {
    list: os.sales.treatments.list.handler(({ context }) => context.services.saleLists.treatments()),
    add: os.sales.treatments.add.handler(({ input, context }) =>
      context.services.saleLists.addTreatment(context.viewer.id, input.id, input.name),
    ),
    rename: os.sales.treatments.rename.handler(({ input, context }) =>
      context.services.saleLists.renameTreatment(context.viewer.id, input),
    ),
    reorder: os.sales.treatments.reorder.handler(({ input, context }) =>
      context.services.saleLists.reorderTreatments(context.viewer.id, input.ids),
    ),
    remove: os.sales.treatments.remove.handler(({ input, context }) =>
      context.services.saleLists.removeTreatment(context.viewer.id, input.id),
    ),
  },
  rates: {
    list: os.sales.rates.list.handler(({ context }) => context.services.saleLists.rates()),
    save: os.sales.rates.save.handler(({ input, context }) =>
      context.services.saleLists.saveRate(context.viewer.id, input),
    ),
    remove: os.sales.rates.remove.handler(({ input, context }) =>
      context.services.saleLists.removeRate(context.viewer.id, input),
    ),
  },
}
