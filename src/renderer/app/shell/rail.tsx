import { Badge, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ConnectionLight } from '../../features/channel-accounts/connection-light.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { PersonMenu } from './person-menu.tsx'
import classes from './rail.module.css'
import { sections } from './sections.ts'

const MOST_SHOWN = 99

/** Sections above; the light, the settings and the person at the foot. */
export function Rail() {
  const { t } = useTranslation('frame')
  return (
    <nav className={classes.rail} aria-label={t('sections')}>
      <div className={classes.brand}>
        <BrandMark size={28} />
      </div>
      {sections.map((section, index) =>
        section.isAtFoot ? null : <SectionLink key={section.to} section={section} place={index + 1} />,
      )}
      <div className={classes.foot}>
        <ConnectionLight />
        {sections.map((section, index) =>
          section.isAtFoot ? <SectionLink key={section.to} section={section} place={index + 1} /> : null,
        )}
        <PersonMenu />
      </div>
    </nav>
  )
}

interface SectionLinkProps {
  readonly section: (typeof sections)[number]
  readonly place: number
}

function SectionLink({ section: { to, label, icon: Icon }, place }: SectionLinkProps) {
  const { t } = useTranslation('frame')
  const isInbox = to === '/inbox'
  const { data: counts } = useQuery(api.conversations.counts.queryOptions({ enabled: isInbox }))
  // A query that is not enabled still gives what another has fetched.
  const unread = isInbox ? (counts?.unreadConversations ?? 0) : 0
  const name = unread > 0 ? t('inboxUnread', { count: unread }) : t(label)
  return (
    <Tooltip label={t('sectionTooltip', { name, place })} position="right">
      <Link to={to} className={classes.section} aria-label={name} activeOptions={{ exact: false }}>
        <Icon size={22} stroke={1.6} aria-hidden="true" />
        {unread > 0 && (
          <Badge className={classes.badge} size="xs" circle={unread < 10} aria-hidden="true">
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </Badge>
        )}
      </Link>
    </Tooltip>
  )
}
