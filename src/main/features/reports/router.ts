import { os } from '../../rpc/os.ts'

export const reportsRouter = {
  preview: os.reports.preview.handler(({ input, context, signal }) => context.services.reports.preview(input, signal)),
  exportPdf: os.reports.exportPdf.handler(({ input, context }) =>
    context.services.reports.exportPdf(context.connection, input),
  ),
  texts: os.reports.texts.handler(({ context }) => context.services.reports.texts()),
  saveText: os.reports.saveText.handler(({ input, context }) =>
    context.services.reports.saveText(context.viewer.id, input),
  ),
  resetText: os.reports.resetText.handler(({ input, context }) =>
    context.services.reports.resetText(context.viewer.id, input),
  ),
  logo: os.reports.logo.handler(({ context }) => context.services.reports.logo()),
  setLogo: os.reports.setLogo.handler(({ input, context }) =>
    context.services.reports.setLogo(context.viewer.id, input.logo),
  ),
}
