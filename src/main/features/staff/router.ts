import { os } from '../../rpc/os.ts'

export const staffRouter = {
  colleagues: os.staff.colleagues.handler(({ context }) => context.services.staff.colleagues()),
  list: os.staff.list.handler(({ context }) => context.services.staff.list()),
  create: os.staff.create.handler(({ input, context }) => context.services.staff.create(context.viewer.id, input)),
  update: os.staff.update.handler(({ input, context }) => context.services.staff.update(context.viewer.id, input)),
  setActive: os.staff.setActive.handler(({ input, context }) =>
    context.services.staff.setActive(context.viewer.id, input),
  ),
  setPassword: os.staff.setPassword.handler(({ input, context }) =>
    context.services.staff.setPassword(context.viewer.id, input),
  ),
}
