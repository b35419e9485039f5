import { Badge, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ConnectionLight } from '../../features/channel-accounts/connection-light.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { PersonMenu } from './person-menu.tsx'
import classes from './rail.module.css'
import { type Section, useSections } from './sections.ts'

const MOST_SHOWN = 99

/** Sections above; the light, the settings and the person at the foot. */
export function Rail() {
  const { t } = useTranslation('frame')
  const sections = useSections()
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
  readonly section: Section
  readonly place: number
}

function SectionLink({ section: { to, label, icon: Icon }, place }: SectionLinkProps) {
  const { t } = useTranslation('frame')
  const isInbox = to === '/inbox'
  const isCalendar = to === '/calendar'
  const { role } = useSignedInStaff()
  const { data: counts } = useQuery(api.conversations.counts.queryOptions({ enabled: isInbox }))
  // A query that is not enabled still gives what another has fetched.
  const unread = isInbox ? (counts?.unreadConversations ?? 0) : 0
  const decides = isCalendar && role !== 'consultant'
  const { data: requests } = useQuery(api.appointments.requests.queryOptions({ enabled: decides }))
  const waiting = decides ? (requests ?? []).filter(({ approval }) => approval === 'manager').length : 0
  const isOutgoing = to === '/outgoing'
  const { data: outgoing } = useQuery(api.reminders.counts.queryOptions({ enabled: isOutgoing }))
  const { data: texts } = useQuery(api.inboundTexts.counts.queryOptions({ enabled: isOutgoing }))
  const isManager = role !== 'consultant'
  const { data: outbox } = useQuery(api.outbox.counts.queryOptions({ enabled: isOutgoing && isManager }))
  const undecided = isOutgoing
    ? (outgoing?.late ?? 0) +
      (outgoing?.changeRequests ?? 0) +
      (texts?.unread ?? 0) +
      (isManager ? (outbox?.unknown ?? 0) : 0)
    : 0
  const count = unread + waiting + undecided
  const name = nameOf()

  function nameOf(): string {
    if (unread > 0) return t('inboxUnread', { count: unread })
    if (waiting > 0) return t('calendarWaiting', { count: waiting })
    return undecided > 0 ? t('reminders:outgoingWaiting', { count: undecided }) : t(label)
  }

  return (
    <Tooltip label={t('sectionTooltip', { name, place })} position="right">
      <Link to={to} className={classes.section} aria-label={name} activeOptions={{ exact: false }}>
        <Icon size={22} stroke={1.6} aria-hidden="true" />
        {count > 0 && (
          <Badge className={classes.badge} size="xs" circle={count < 10} aria-hidden="true">
            {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
          </Badge>
        )}
      </Link>
    </Tooltip>
  )
}
