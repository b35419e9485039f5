import { os } from '../../rpc/os.ts'

export const brandsRouter = {
  list: os.brands.list.handler(({ context }) => context.services.brands.list()),
  create: os.brands.create.handler(({ input, context }) => context.services.brands.create(context.viewer.id, input)),
  update: os.brands.update.handler(({ input, context }) => context.services.brands.update(context.viewer.id, input)),
  setArchived: os.brands.setArchived.handler(({ input, context }) =>
    context.services.brands.setArchived(context.viewer.id, input),
  ),
}
