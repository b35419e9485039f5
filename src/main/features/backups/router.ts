import { os } from '../../rpc/os.ts'

export const backupsRouter = {
  overview: os.backups.overview.handler(({ context }) => context.services.backups.overview()),
  make: os.backups.make.handler(({ context }) => context.services.backups.askFor(context.viewer.id)),
  progress: os.backups.progress.handler(({ context }) => context.services.backups.progress()),
  holdsNow: os.backups.holdsNow.handler(({ context }) => context.services.backups.holdsNow()),
  restore: os.backups.restore.handler(({ input, context }) =>
    context.services.backups.restore(context.viewer.id, input),
  ),
  deleteSetAside: os.backups.deleteSetAside.handler(({ input, context }) =>
    context.services.backups.deleteSetAside(context.viewer.id, input.name),
  ),
  lastRestore: os.backups.lastRestore.handler(({ context }) => context.services.backups.lastRestore()),
  checkFolder: os.backups.checkFolder.handler(({ input, context }) => context.services.backups.checkFolder(input.path)),
  setFolder: os.backups.setFolder.handler(({ input, context }) =>
    context.services.backups.setFolder(context.viewer.id, input.path),
  ),
  pickFolder: os.backups.pickFolder.handler(({ context }) => context.services.backups.pickFolder(context.viewer)),
  listFolders: os.backups.listFolders.handler(({ input, context }) => context.services.backups.listFolders(input.path)),
}
