import { os } from '../../rpc/os.ts'

export const updatesRouter = {
  get: os.updates.get.handler(({ context }) => context.services.updates.get()),
  setFeed: os.updates.setFeed.handler(({ input, context }) =>
    context.services.updates.setFeed(context.viewer.id, input.feed),
  ),
  check: os.updates.check.handler(({ context }) => context.services.updates.check()),
  download: os.updates.download.handler(({ context }) => context.services.updates.download(context.viewer.id)),
  cancelDownload: os.updates.cancelDownload.handler(({ context }) => context.services.updates.cancelDownload()),
  install: os.updates.install.handler(({ context }) => context.services.updates.install(context.viewer.id)),
}
