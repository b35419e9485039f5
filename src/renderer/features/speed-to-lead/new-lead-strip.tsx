import { ActionIcon, Button, Text, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconSparkles } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WaitingLead } from '#shared/contract/speed-to-lead.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { hasCode, toProblem } from '../../rpc/problem.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { CountryFlag } from '../../ui/country-flag.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './new-lead-strip.module.css'
import { runningAge } from './running-age.ts'

/** New people whom nobody has taken yet, with how long they have been waiting. The first who presses has them. */
export function NewLeadStrip() {
  const { t } = useTranslation('speedToLead')
  const me = useSignedInStaff()
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const isOn = settings?.tellsOfNewLeads === true
  const { data: waiting = [] } = useQuery(api.speedToLead.waiting.queryOptions({ enabled: isOn }))
  const [isWhole, setIsWhole] = useState(false)
  const forMe = waiting.filter(
    ({ ownerId, isEscalated }) => ownerId === null || ownerId === me.id || (isEscalated && seesAllLeads(me.role)),
  )
  if (!isOn || forMe.length === 0) return null
  const [first] = forMe
  const shown = isWhole ? forMe : forMe.slice(0, 1)
  return (
    <section className={classes.strip} aria-label={t('strip')} data-is-late={first?.isEscalated}>
      <ul className={classes.waiting}>
        {shown.map(lead => (
          <Waiting key={lead.leadId} lead={lead} />
        ))}
      </ul>
      {forMe.length > 1 && (
        <Tooltip label={isWhole ? t('fewer') : t('more', { count: forMe.length - 1 })}>
          <ActionIcon
            className={classes.toggle}
            data-is-open={isWhole}
            aria-expanded={isWhole}
            aria-label={isWhole ? t('fewer') : t('more', { count: forMe.length - 1 })}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? <IconChevronDown size={16} /> : <span className={classes.more}>+{forMe.length - 1}</span>}
          </ActionIcon>
        </Tooltip>
      )}
    </section>
  )
}

function Waiting({ lead }: { readonly lead: WaitingLead }) {
  const { t } = useTranslation('speedToLead')
  const format = useFormat()
  const now = useNow(1_000)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const open = () => void navigate({ to: '/leads/$leadId/page', params: { leadId: lead.leadId } })
  const claiming = useMutation({
    mutationFn: () => rpc.speedToLead.claim({ leadId: lead.leadId }),
    meta: { isProblemShown: true },
    onSuccess: open,
    onError(problem) {
      const { data } = toProblem(problem)
      const message = hasCode(problem, 'ALREADY_TAKEN')
        ? t('speedToLead:taken', { name: lead.name, by: typeof data['name'] === 'string' ? data['name'] : '' })
        : t('speedToLead:notClaimed')
      notifications.show({ id: `taken-${lead.leadId}`, message, withBorder: true, role: 'status' })
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: api.speedToLead.key() }),
        queries.invalidateQueries({ queryKey: api.leads.key() }),
      ]),
  })
  return (
    <li className={classes.lead}>
      <IconSparkles size={16} className={classes.icon} aria-hidden />
      <Text size="sm" className={classes.words}>
        <strong>{lead.name}</strong>
        {lead.countryCode !== null && (
          <span title={format.country(lead.countryCode)}>
            <CountryFlag alpha2={lead.countryCode} />
          </span>
        )}
        <span className={classes.source}>{t(`leads:sources.${lead.source}`)}</span>
        {lead.isEscalated && <span className={classes.late}>{t('speedToLead:nobodyTookIt')}</span>}
      </Text>
      <time
        className={`tabular ${classes.age}`}
        dateTime={new Date(lead.raisedAt).toISOString()}
        aria-label={t('speedToLead:waitingFor', { duration: format.waiting(lead.raisedAt, now) })}
      >
        {runningAge(now - lead.raisedAt)}
      </time>
      <Button size="compact-sm" variant="default" onClick={open}>
        {t('speedToLead:look')}
      </Button>
      <Button size="compact-sm" loading={claiming.isPending} onClick={() => claiming.mutate()}>
        {t('speedToLead:claim')}
      </Button>
    </li>
  )
}
