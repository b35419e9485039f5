import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import type { LeadsSearch } from '../leads/leads-search.ts'
import { useStages } from '../leads/use-office-people.ts'
import classes from './overview.module.css'

/** How everybody stands as of now, whenever they came. */
export function StandingCounts({ owner }: { readonly owner: LeadsSearch['owner'] }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { stages, stageOf } = useStages()
  const { data: counts } = useQuery(api.leadBoard.counts.queryOptions({ input: { owners: owner ?? [] } }))
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const customer = settings?.customerWord ?? 'customer'
  const isKnown = counts !== undefined && stages.length > 0
  const sumOf = (outcome: StageOutcome | null) =>
    (counts ?? []).reduce(
      (all, one) => all + (outcome === null || stageOf(one.stageId)?.outcome === outcome ? one.leads : 0),
      0,
    )
  const shown = [
    { name: t('total'), count: sumOf(null), search: {} },
    ...StageOutcome.options.map(outcome => ({
      name: t(`leadLists:outcomes.${outcome === 'converted' ? customer : outcome}`),
      count: sumOf(outcome),
      search: { outcome: [outcome] },
    })),
  ]
  return (
    <section aria-label={t('standing')} className={classes.standing}>
      {shown.map(({ name, count, search }) => (
        <Link
          key={name}
          to="/leads"
          search={owner === undefined ? search : { ...search, owner }}
          className={classes.stand}
        >
          <span className={`${classes.standCount} tabular`}>{isKnown ? format.number(count) : '–'}</span>
          <span className={classes.quiet}>{name}</span>
        </Link>
      ))}
    </section>
  )
}
