import { os } from '../../rpc/os.ts'

export const sessionRouter = {
  signIn: os.session.signIn.handler(({ input, context }) => context.services.session.signIn(context.connection, input)),
  signOut: os.session.signOut.handler(({ context }) =>
    context.services.session.signOut(context.connection, context.viewer),
  ),
  lock: os.session.lock.handler(({ context }) => context.services.session.lock(context.connection)),
  unlock: os.session.unlock.handler(({ input, context }) => context.services.session.unlock(context.connection, input)),
  changeOwnPassword: os.session.changeOwnPassword.handler(({ input, context }) =>
    context.services.session.changeOwnPassword(context.connection, context.viewer, input),
  ),
  changeOwnLocale: os.session.changeOwnLocale.handler(({ input, context }) =>
    context.services.session.changeOwnLocale(context.connection, context.viewer, input.locale),
  ),
}
