import { os } from '../../rpc/os.ts'

export const workingHoursRouter = {
  get: os.workingHours.get.handler(({ context }) => context.services.workingHours.get()),
  set: os.workingHours.set.handler(({ input, context }) =>
    context.services.workingHours.set(context.viewer.id, input.staffId, input.hours),
  ),
  daysOff: os.workingHours.daysOff.handler(({ input, context }) =>
    context.services.workingHours.daysOff(input.from, input.until),
  ),
  addDayOff: os.workingHours.addDayOff.handler(({ input, context }) =>
    context.services.workingHours.addDayOff(context.viewer.id, input),
  ),
  removeDayOff: os.workingHours.removeDayOff.handler(({ input, context }) =>
    context.services.workingHours.removeDayOff(context.viewer.id, input.id),
  ),
  workOn: os.workingHours.workOn.handler(({ input, context }) =>
    context.services.workingHours.workOn(context.viewer.id, input.on, input.works),
  ),
}
