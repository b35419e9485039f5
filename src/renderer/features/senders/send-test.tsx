import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { SenderCard } from '#shared/contract/senders.ts'
import { EmailAddress } from '#shared/contract/session.ts'
import type { OutboundChannel } from '#shared/domain/outbox.ts'
import { CHANNELS_OF } from '#shared/domain/sender-settings.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { SenderRefusal } from '../outbox/problem-text.tsx'

/** One real message to oneself: the only proof that all of it works. */
export function SendTest({ card }: { readonly card: SenderCard }) {
  const { t } = useTranslation('senders')
  const format = useFormat()
  const queries = useQueryClient()
  const { email } = useSignedInStaff()
  const channels = channelsOf(card)
  const [channel, setChannel] = useState<OutboundChannel>(channels[0] ?? 'email')
  const isMail = channel === 'email'
  const [to, setTo] = useState(isMail ? email : '')
  const [isWrong, setIsWrong] = useState(false)
  const test = useMutation(
    api.senders.sendTest.mutationOptions({
      meta: { isProblemShown: true },
      onSettled: () => queries.invalidateQueries({ queryKey: api.senders.key() }),
    }),
  )

  function handleSubmit(event: FormEvent): void {
    event.preventDefault()
    const address = isMail ? to.trim() : to.replaceAll(/[\s()-]/gu, '')
    const isRight = isMail ? EmailAddress.safeParse(address).success : /^\+[1-9]\d{6,14}$/u.test(address)
    setIsWrong(!isRight)
    if (isRight) test.mutate({ kind: card.kind, channel, to: address })
  }

  return (
    <form onSubmit={handleSubmit} noValidate>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('testHint')}
        </Text>
        {channels.length > 1 && (
          <SegmentedControl
            aria-label={t('testChannel')}
            w="fit-content"
            value={channel}
            onChange={value => {
              setChannel(value as OutboundChannel)
              test.reset()
            }}
            data={channels.map(value => ({ value, label: t(`carries.${value}`) }))}
          />
        )}
        <Group align="flex-start" gap="sm">
          <TextInput
            flex="1 1 240px"
            aria-label={t(isMail ? 'testTo.email' : 'testTo.phone')}
            placeholder={t(isMail ? 'testTo.email' : 'testTo.phone')}
            inputMode={isMail ? 'email' : 'tel'}
            value={to}
            error={isWrong && t(isMail ? 'testToWrong.email' : 'testToWrong.phone')}
            onChange={event => {
              setTo(event.currentTarget.value)
              setIsWrong(false)
            }}
          />
          <Button type="submit" variant="default" loading={test.isPending}>
            {t('sendTest')}
          </Button>
        </Group>
        <SenderRefusal error={test.error} />
        {test.data && (
          <Alert variant="light" color={test.data.isSent ? 'teal' : 'yellow'} role="status" p="sm">
            {test.data.isSent ? t('testSent', { time: format.time(test.data.at) }) : t('testUnknown')}
          </Alert>
        )}
      </Stack>
    </form>
  )
}

/** Twilio carries only what it was given a sender for. */
export function channelsOf({ kind, settings }: Pick<SenderCard, 'kind' | 'settings'>): readonly OutboundChannel[] {
  if (settings.kind !== 'twilio') return CHANNELS_OF[kind]
  const { smsFrom, messagingServiceSid, whatsappFrom } = settings
  return CHANNELS_OF.twilio.filter(channel =>
    channel === 'sms' ? (smsFrom ?? messagingServiceSid) !== null : whatsappFrom !== null,
  )
}
