import { os } from '../../rpc/os.ts'

export const remindersRouter = {
  rules: os.reminders.rules.handler(({ context }) => context.services.reminders.rules()),
  createRule: os.reminders.createRule.handler(({ input, context }) =>
    context.services.reminders.createRule(context.viewer, input),
  ),
  updateRule: os.reminders.updateRule.handler(({ input, context }) =>
    context.services.reminders.updateRule(context.viewer, input),
  ),
  removeRule: os.reminders.removeRule.handler(({ input, context }) =>
    context.services.reminders.removeRule(context.viewer, input.id),
  ),
  ofAppointment: os.reminders.ofAppointment.handler(({ input, context }) =>
    context.services.reminders.ofAppointment(context.viewer, input.appointmentId),
  ),
  upcoming: os.reminders.upcoming.handler(({ input, context }) =>
    context.services.reminders.upcoming(context.viewer, input.limit),
  ),
  late: os.reminders.late.handler(({ context }) => context.services.reminders.late(context.viewer)),
  counts: os.reminders.counts.handler(({ context }) => context.services.reminders.counts(context.viewer)),
  sendNow: os.reminders.sendNow.handler(({ input, context }) =>
    context.services.reminders.sendNow(context.viewer, input.id),
  ),
  skip: os.reminders.skip.handler(({ input, context }) => context.services.reminders.skip(context.viewer, input.id)),
  changeRequests: os.reminders.changeRequests.handler(({ context }) =>
    context.services.reminders.changeRequests(context.viewer),
  ),
  closeChangeRequest: os.reminders.closeChangeRequest.handler(({ input, context }) =>
    context.services.reminders.closeChangeRequest(context.viewer, input.id),
  ),
}
