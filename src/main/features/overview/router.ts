import { os } from '../../rpc/os.ts'

export const overviewRouter = {
  report: os.overview.report.handler(({ input, context, signal }) =>
    context.services.overview.report(context.viewer, input, signal),
  ),
}
