import {
  Alert,
  Button,
  Checkbox,
  Group,
  SegmentedControl,
  Select,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { WritingWay } from '#shared/contract/outbox.ts'
import type { Template } from '#shared/contract/templates.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import type { OutboundChannel } from '#shared/domain/outbox.ts'
import { chooseVariant, fillTemplate, findPlaceholders } from '#shared/domain/template.ts'
import { templateValues } from '#shared/domain/template-values.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { type Approved, ApprovedText, textOf } from './approved-text.tsx'
import { SmsCount } from './sms-count.tsx'

const templateChannelOf = { email: 'email', sms: 'sms', twilio_whatsapp: 'whatsapp' } as const

/** Loads the ways to a person first; without one it says why and what to do. */
export function WriteForm({ leadId, onClose }: { readonly leadId: LeadId; onClose(): void }) {
  const { t } = useTranslation('outbox')
  const isAdmin = useSignedInStaff().role === 'admin'
  const ways = useQuery(api.outbox.ways.queryOptions({ input: { leadId } }))
  const channels = useQuery(api.senders.channels.queryOptions())
  const error = ways.error ?? channels.error
  if (error) return <ProblemNotice error={error} />
  if (!ways.data || !channels.data) return <Skeleton height={240} />
  if (ways.data.length > 0) return <Fields leadId={leadId} ways={ways.data} onClose={onClose} />
  const isConnected = channels.data.length > 0
  return (
    <Alert variant="light" color="gray">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t(isConnected ? 'write.noAddress' : 'write.noSender')}</Text>
        {!isConnected && isAdmin && (
          <Button
            size="xs"
            variant="default"
            renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'senders' }} />}
          >
            {t('toSettings')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

interface FieldsProps {
  readonly leadId: LeadId
  readonly ways: readonly WritingWay[]
  onClose(): void
}

function Fields({ leadId, ways, onClose }: FieldsProps) {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const now = useNow(30_000)
  const queries = useQueryClient()
  // The same until it is queued: trying again after a lost answer cannot send it twice.
  const [id] = useState(() => crypto.randomUUID())
  const channels = [...new Set(ways.map(way => way.channel))]
  const [channel, setChannel] = useState<OutboundChannel>(channels[0] ?? 'sms')
  const [picked, setPicked] = useState<string | null>(null)
  const [subject, setSubject] = useState('')
  const [body, setBody] = useState('')
  const [approved, setApproved] = useState<Approved | null>(null)
  const [attaches, setAttaches] = useState(false)
  const { data: facts } = useQuery(api.templates.facts.queryOptions({ input: { leadId } }))
  const { data: visits = [] } = useQuery(api.appointments.ofLead.queryOptions({ input: { leadId } }))
  const next = visits
    .filter(({ startsAt, status }) => startsAt > now && (status === 'scheduled' || status === 'confirmed'))
    .toSorted((one, other) => one.startsAt - other.startsAt)[0]
  const here = ways.filter(way => way.channel === channel)
  const way = here.find(({ address }) => address === picked) ?? here[0]
  const isMail = channel === 'email'
  const noteUse = useMutation(api.templates.noteUse.mutationOptions())
  const write = useMutation(
    api.outbox.write.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess() {
        onClose()
        await queries.invalidateQueries({ queryKey: api.outbox.key() })
      },
    }),
  )

  const isApproved = channel === 'twilio_whatsapp' && approved !== null
  const text = isApproved ? textOf(approved) : body
  const open = findPlaceholders(`${subject} ${text}`)
  const obstacle = obstacleOf()

  function obstacleOf(): string | null {
    if (way?.consent === 'refused') return t('write.refused')
    if (channel === 'twilio_whatsapp' && !isApproved && way?.openUntil === null) return t('write.windowShut')
    return open.length > 0 ? t('write.unfilled', { fields: open.join(', ') }) : null
  }

  function handleTemplate(template: Template): void {
    if (!facts) return
    const confirmed = template.variants.filter(one => one.providerStatus === 'approved')
    const isOfficial = channel === 'twilio_whatsapp' && confirmed.length > 0
    const variant = chooseVariant(isOfficial ? confirmed : template.variants, facts)
    if (!variant) return
    const values = templateValues(facts, variant.language)
    if (isOfficial) return setApproved({ templateId: template.id, content: variant.content, values, custom: [] })
    setBody(fillTemplate(variant.content, values))
    if (variant.subject !== null) setSubject(fillTemplate(variant.subject, values))
    noteUse.mutate({ id: template.id })
  }

  function handleSubmit(event: FormEvent): void {
    event.preventDefault()
    if (!way || obstacle !== null || text.trim() === '') return
    write.mutate({
      ...{ id, leadId, channel, address: way.address, body: text.trim() },
      ...(isApproved && { templateId: approved.templateId, custom: [...approved.custom] }),
      subject: isMail ? subject.trim() : null,
      appointmentId: isMail && attaches && next ? next.id : null,
    })
  }

  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="md">
        {channels.length > 1 && (
          <SegmentedControl
            aria-label={t('write.channel')}
            w="fit-content"
            value={channel}
            onChange={value => setChannel(value as OutboundChannel)}
            data={channels.map(value => ({ value, label: t(`channel.${value}`) }))}
          />
        )}
        <Group grow align="flex-start">
          <Select
            label={t('write.to')}
            allowDeselect={false}
            data={here.map(({ address }) => ({ value: address, label: isMail ? address : format.phone(address) }))}
            value={way?.address ?? null}
            onChange={setPicked}
          />
          <TemplatePicker channel={channel} isDisabled={facts === undefined} onPick={handleTemplate} />
        </Group>
        {isMail && (
          <TextInput
            label={t('write.subject')}
            maxLength={200}
            value={subject}
            onChange={event => setSubject(event.currentTarget.value)}
          />
        )}
        {isApproved && <ApprovedText approved={approved} onChange={setApproved} />}
        <Textarea
          label={t('write.body')}
          hidden={isApproved}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={isMail ? 10_000 : 1_500}
          data-autofocus
          value={body}
          onChange={event => setBody(event.currentTarget.value)}
        />
        {channel === 'sms' && <SmsCount text={body} />}
        {channel === 'twilio_whatsapp' && way?.openUntil != null && (
          <Text size="xs" c="dimmed">
            {t('write.windowOpen', { time: format.moment(way.openUntil, now) })}
          </Text>
        )}
        {isMail && next && (
          <Checkbox
            label={t('write.attach', { when: format.dateTime(next.startsAt) })}
            checked={attaches}
            onChange={event => setAttaches(event.currentTarget.checked)}
          />
        )}
        {obstacle !== null && (
          <Alert variant="light" color="yellow" p="sm" role="status">
            {obstacle}
          </Alert>
        )}
        {write.error && <ProblemNotice error={write.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" disabled={obstacle !== null || text.trim() === ''} loading={write.isPending}>
            {t('write.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function TemplatePicker({
  channel,
  isDisabled,
  onPick,
}: {
  readonly channel: OutboundChannel
  readonly isDisabled: boolean
  onPick(template: Template): void
}) {
  const { t } = useTranslation('outbox')
  const { data: all = [] } = useQuery(api.templates.list.queryOptions())
  const fitting = all.filter(
    one => one.category !== 'campaign' && (one.channel === null || one.channel === templateChannelOf[channel]),
  )
  return (
    <Select
      label={t('write.template')}
      placeholder={t('write.noTemplate')}
      searchable
      disabled={isDisabled || fitting.length === 0}
      data={fitting.map(({ id, name }) => ({ value: id as string, label: name }))}
      value={null}
      onChange={value => {
        const template = fitting.find(({ id }) => id === value)
        if (template) onPick(template)
      }}
    />
  )
}
