import { os } from '../../rpc/os.ts'

export const appointmentsRouter = {
  range: os.appointments.range.handler(({ input, context }) =>
    context.services.appointments.range(context.viewer, input),
  ),
  month: os.appointments.month.handler(({ input, context }) =>
    context.services.appointments.month(context.viewer, input),
  ),
  agenda: os.appointments.agenda.handler(({ input, context }) =>
    context.services.appointments.agenda(context.viewer, input),
  ),
  get: os.appointments.get.handler(({ input, context }) => context.services.appointments.get(context.viewer, input.id)),
  ofLead: os.appointments.ofLead.handler(({ input, context }) =>
    context.services.appointments.ofLead(context.viewer, input.leadId),
  ),
  check: os.appointments.check.handler(({ input, context }) =>
    context.services.appointments.check(context.viewer, input),
  ),
  freeSlots: os.appointments.freeSlots.handler(({ input, context }) =>
    context.services.appointments.freeSlots(context.viewer, input),
  ),
  book: os.appointments.book.handler(({ input, context }) => context.services.appointments.book(context.viewer, input)),
  update: os.appointments.update.handler(({ input, context }) =>
    context.services.appointments.update(context.viewer, input),
  ),
  setStatus: os.appointments.setStatus.handler(({ input, context }) =>
    context.services.appointments.setStatus(context.viewer, input),
  ),
  approve: os.appointments.approve.handler(({ input, context }) =>
    context.services.appointments.approve(context.viewer, input),
  ),
  requests: os.appointments.requests.handler(({ context }) => context.services.appointments.requests(context.viewer)),
  ics: os.appointments.ics.handler(({ input, context }) => context.services.appointments.ics(context.viewer, input.id)),
}

export const appointmentTypesRouter = {
  list: os.appointmentTypes.list.handler(({ context }) => context.services.appointmentOffice.listTypes()),
  create: os.appointmentTypes.create.handler(({ input, context }) =>
    context.services.appointmentOffice.createType(context.viewer.id, input),
  ),
  update: os.appointmentTypes.update.handler(({ input, context }) =>
    context.services.appointmentOffice.updateType(context.viewer.id, input),
  ),
  reorder: os.appointmentTypes.reorder.handler(({ input, context }) =>
    context.services.appointmentOffice.reorderTypes(context.viewer.id, input.ids),
  ),
}

export const roomsRouter = {
  list: os.rooms.list.handler(({ context }) => context.services.appointmentOffice.listRooms()),
  create: os.rooms.create.handler(({ input, context }) =>
    context.services.appointmentOffice.createRoom(context.viewer.id, input),
  ),
  update: os.rooms.update.handler(({ input, context }) =>
    context.services.appointmentOffice.updateRoom(context.viewer.id, input),
  ),
}
