import { os } from '../../rpc/os.ts'

export const insightsRouter = {
  accounts: os.insights.accounts.handler(({ context }) => context.services.insights.accounts()),
  overview: os.insights.overview.handler(({ input, context }) => context.services.insights.overview(input)),
  series: os.insights.series.handler(({ input, context }) => context.services.insights.series(input)),
  campaigns: os.insights.campaigns.handler(({ input, context }) => context.services.insights.campaigns(input)),
  table: os.insights.table.handler(({ input, context }) => context.services.insights.table(input)),
  profit: os.insights.profit.handler(({ input, context }) => context.services.insights.profit(input)),
  reach: os.insights.reach.handler(({ input, context }) => context.services.insights.reach(input)),
  sync: os.insights.sync.handler(({ input, context }) => context.services.insights.sync(input.accountId)),
  setBackfill: os.insights.setBackfill.handler(({ input, context }) =>
    context.services.insights.setBackfill(input.accountId, input.from),
  ),
  cancelSync: os.insights.cancelSync.handler(({ input, context }) =>
    context.services.insights.cancelSync(input.accountId, input.which),
  ),
  runs: os.insights.runs.handler(({ input, context }) => context.services.insights.runs(input)),
  statusChanges: os.insights.statusChanges.handler(({ input, context }) =>
    context.services.insights.statusChanges(input),
  ),
}
