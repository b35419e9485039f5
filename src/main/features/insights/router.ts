import { os } from '../../rpc/os.ts'

export const insightsRouter = {
  accounts: os.insights.accounts.handler(({ context }) => context.services.insights.accounts()),
  overview: os.insights.overview.handler(({ input, context }) => context.services.insights.overview(input)),
  series: os.insights.series.handler(({ input, context }) => context.services.insights.series(input)),
  table: os.insights.table.handler(({ input, context }) => context.services.insights.table(input)),
  profit: os.insights.profit.handler(({ input, context }) => context.services.insights.profit(input)),
  statusChanges: os.insights.statusChanges.handler(({ input, context }) =>
    context.services.insights.statusChanges(input),
  ),
}
