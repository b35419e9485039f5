import { Alert, Badge, Button, Group, Modal, Paper, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SenderCard as Card } from '#shared/contract/senders.ts'
import type { SenderKind } from '#shared/domain/outbox.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { OutboxProblemText } from '../outbox/problem-text.tsx'
import { channelsOf } from './send-test.tsx'
import { Preparation, SenderChecklist } from './sender-checklist.tsx'
import { SenderForm } from './sender-form.tsx'
import { senderName } from './sender-words.ts'
import { usePriceWords } from './use-price-words.ts'

interface SenderCardProps {
  readonly kind: SenderKind
  readonly card: Card | undefined
  readonly currency: string
  readonly isAdmin: boolean
}

/** One service: how it stands, and everything that can be done with it. */
export function SenderCard({ kind, card, currency, isAdmin }: SenderCardProps) {
  const { t } = useTranslation('senders')
  const [isEditing, editing] = useDisclosure(false)
  const [isChecking, checking] = useDisclosure(false)
  const name = senderName(t, kind)
  const close = { 'aria-label': t('frame:close') }
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="md">
          <Stack gap={2} flex="1 1 260px" miw={0}>
            <Group gap="xs">
              <Text fw={600}>{name}</Text>
              <StateBadge card={card} />
            </Group>
            {card ? <Summary card={card} /> : <AboutKind kind={kind} />}
          </Stack>
          {card ? (
            <Actions card={card} name={name} isAdmin={isAdmin} onEdit={editing.open} onCheck={checking.open} />
          ) : (
            <DisabledReason reason={isAdmin ? null : t('onlyAdmins')}>
              <Button variant="default" size="xs" aria-label={t('connectOf', { name })} onClick={editing.open}>
                {t('connect')}
              </Button>
            </DisabledReason>
          )}
        </Group>
        {card && card.problem !== null && (
          <Alert color="red" variant="light" p="sm">
            <OutboxProblemText problem={card.problem} />
          </Alert>
        )}
      </Stack>
      <Modal
        opened={isEditing}
        onClose={editing.close}
        size="lg"
        title={t('formTitle', { name })}
        closeOnClickOutside={false}
        closeButtonProps={close}
      >
        <Stack gap="lg">
          {card === undefined && <Preparation kind={kind} />}
          <SenderForm
            kind={kind}
            card={card}
            currency={currency}
            onCancel={editing.close}
            onSaved={() => {
              editing.close()
              checking.open()
            }}
          />
        </Stack>
      </Modal>
      <Modal
        opened={isChecking && card !== undefined}
        onClose={checking.close}
        size="lg"
        title={t('checklistOf', { name })}
        closeButtonProps={close}
      >
        {card && <SenderChecklist card={card} />}
      </Modal>
    </Paper>
  )
}

function StateBadge({ card }: { readonly card: Card | undefined }) {
  const { t } = useTranslation('senders')
  const state = !card
    ? 'off'
    : card.problem !== null
      ? 'problem'
      : card.isChosen || !isRivalled(card)
        ? 'chosen'
        : 'spare'
  const color = { off: 'gray', problem: 'red', chosen: 'teal', spare: 'gray' }[state]
  return (
    <Badge variant="light" size="sm" tt="none" color={color}>
      {t(`state.${state}`)}
    </Badge>
  )
}

/** Whatever it may carry of SMS or mail, another might; official WhatsApp alone has no rival. */
function isRivalled(card: Card): boolean {
  return channelsOf(card).some(channel => channel !== 'twilio_whatsapp')
}

function AboutKind({ kind }: { readonly kind: SenderKind }) {
  const { t } = useTranslation('senders')
  return (
    <Text size="sm" c="dimmed">
      {t(`about.${kind}`)}
    </Text>
  )
}

function Summary({ card }: { readonly card: Card }) {
  const { t } = useTranslation('senders')
  const format = useFormat()
  const priceWords = usePriceWords()
  const { settings, segmentCost, lastSentAt } = card
  const carries = channelsOf(card).map(channel => t(`carries.${channel}`))
  const isPriced = settings.kind === 'twilio' || settings.kind === 'netgsm'
  const price = segmentCost ? t('price', { price: priceWords(segmentCost) }) : t('noPrice')
  return (
    <>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('from', { from: fromOf(settings) })}
      </Text>
      <Text size="xs" c="dimmed" className="tabular">
        {[
          carries.join(', '),
          ...(isPriced ? [price] : []),
          lastSentAt === null ? t('neverSent') : t('lastSentAt', { time: format.dateTime(lastSentAt) }),
        ].join(' · ')}
      </Text>
    </>
  )
}

function fromOf(settings: Card['settings']): string {
  switch (settings.kind) {
    case 'smtp':
    case 'ses':
      return settings.fromName === '' ? settings.fromAddress : `${settings.fromName} <${settings.fromAddress}>`
    case 'twilio': {
      const { smsFrom, messagingServiceSid, whatsappFrom } = settings
      const ways = [smsFrom ?? messagingServiceSid, whatsappFrom && `whatsapp:${whatsappFrom}`]
      return ways.filter(Boolean).join(', ')
    }
    default:
      return settings.header
  }
}

interface ActionsProps {
  readonly card: Card
  readonly name: string
  readonly isAdmin: boolean
  onEdit(): void
  onCheck(): void
}

function Actions({ card, name, isAdmin, onEdit, onCheck }: ActionsProps) {
  const { t } = useTranslation('senders')
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.senders.key() })
  const choose = useMutation(api.senders.choose.mutationOptions({ onSettled }))
  const remove = useMutation(api.senders.remove.mutationOptions({ onSettled }))
  const { kind } = card

  function handleDisconnect(): void {
    modals.openConfirmModal({
      title: t('disconnectTitle', { name }),
      children: <Text size="sm">{t('disconnectHint')}</Text>,
      labels: { confirm: t('disconnect'), cancel: t('keep') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ kind }),
    })
  }

  return (
    <Group gap={6}>
      {isAdmin && !card.isChosen && isRivalled(card) && (
        <Button
          variant="light"
          size="xs"
          aria-label={t('useOf', { name })}
          loading={choose.isPending}
          onClick={() => choose.mutate({ kind })}
        >
          {t('use')}
        </Button>
      )}
      <Button variant="default" size="xs" aria-label={t('checklistOf', { name })} onClick={onCheck}>
        {t('checklist')}
      </Button>
      {isAdmin && (
        <>
          <Button variant="default" size="xs" aria-label={t('changeOf', { name })} onClick={onEdit}>
            {t('change')}
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="xs"
            aria-label={t('disconnectOf', { name })}
            onClick={handleDisconnect}
          >
            {t('disconnect')}
          </Button>
        </>
      )}
    </Group>
  )
}
