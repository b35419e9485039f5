import { os } from '../../rpc/os.ts'

export const importsRouter = {
  list: os.imports.list.handler(({ input, context }) => context.services.imports.list(input)),
  get: os.imports.get.handler(({ input, context }) => context.services.imports.get(input.id)),
  start: os.imports.start.handler(({ input, context }) =>
    context.services.imports.start(context.connection, context.viewer, input),
  ),
  inspect: os.imports.inspect.handler(({ input, context }) =>
    context.services.imports.inspect(input.id, input.reading),
  ),
  check: os.imports.check.handler(({ input: { id, ...how }, context }) => context.services.imports.check(id, how)),
  run: os.imports.run.handler(({ input, context }) => context.services.imports.run(context.viewer, input.id)),
  cancel: os.imports.cancel.handler(({ input, context }) => context.services.imports.cancel(input.id)),
  troubles: os.imports.troubles.handler(({ input: { id, ...query }, context }) =>
    context.services.imports.troubles(id, query),
  ),
  troublesFile: os.imports.troublesFile.handler(({ input, context }) =>
    context.services.imports.troublesFile(context.connection, context.viewer, input.id),
  ),
  undo: os.imports.undo.handler(({ input, context }) => context.services.imports.undo(context.viewer, input.id)),
  discard: os.imports.discard.handler(({ input, context }) => context.services.imports.discard(input.id)),
}
