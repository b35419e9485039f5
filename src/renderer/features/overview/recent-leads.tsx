import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import { PersonAvatar } from '../leads/person-avatar.tsx'
import { useLeadList } from '../leads/use-lead-list.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'

const PAGE = 40
const SHOWN = 8
const MINUTE = 60_000
const NEWEST = {}

/** Who came last, as they come. */
export function RecentLeads() {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const now = useNow(MINUTE)
  const { colleagueOf } = useColleagues()
  const { leads } = useLeadList(NEWEST, { pageSize: PAGE })
  return (
    <Panel title={t('recent')}>
      {leads?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('leads:emptyTitle')}
        </Text>
      )}
      <ul className={classes.recent} aria-live="polite">
        {leads?.slice(0, SHOWN).map(lead => (
          <li key={lead.id}>
            <Link to="/leads/$leadId/page" params={{ leadId: lead.id }} className={classes.recentLead}>
              <PersonAvatar name={lead.name} size={28} />
              <span className={classes.recentWords}>
                <span className={classes.recentName}>{lead.name}</span>
                <span className={classes.recentLine}>
                  {t(`leads:sources.${lead.source}`)} ·{' '}
                  {lead.ownerId === null ? t('leads:nobody') : (colleagueOf(lead.ownerId)?.name ?? t('leads:someone'))}
                </span>
              </span>
              <span className={`${classes.recentAge} tabular`} title={format.dateTime(lead.createdAt)}>
                {format.age(lead.createdAt, now)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
