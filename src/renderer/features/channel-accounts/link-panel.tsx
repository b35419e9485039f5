import { Alert, Anchor, Button, Group, Loader, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { AgeSelect } from './age-select.tsx'
import { CodeForm } from './code-form.tsx'
import { LinkRisk } from './link-risk.tsx'
import { PairingView } from './pairing-view.tsx'
import { useLinkWords } from './use-link-words.ts'
import { useLinking } from './use-linking.ts'
import { useNumberHealth } from './use-number-health.ts'

const SECOND = 1_000

interface LinkPanelProps {
  readonly account: ChannelAccount
}

/** Everything between "not linked" and "connected" of one number, each state with its words and one way on. */
export function LinkPanel({ account }: LinkPanelProps) {
  const { t } = useTranslation('channelAccounts')
  const linking = useLinking(account)
  const wordsOf = useLinkWords()
  const health = useNumberHealth(account.id)
  const now = useNow(15 * SECOND)
  const [method, setMethod] = useState<'qr' | 'code'>('qr')
  const { link } = account
  const words = wordsOf(link, now)

  if (link.kind === 'pairing') {
    return (
      <PairingView
        link={link}
        method={link.code === null && link.qr !== null ? 'qr' : link.code === null ? method : 'code'}
        onCancel={linking.cancel}
        onChangeMethod={next => {
          setMethod(next)
          if (next === 'qr') linking.changeToQr()
          else linking.cancel()
        }}
      />
    )
  }

  if (link.kind === 'connected') {
    return (
      <Stack gap="sm">
        <Group gap="sm" c={link.syncProblem ? 'var(--santral-waiting)' : 'var(--santral-good)'} role="status">
          {link.syncProblem ? <IconAlertTriangle size={20} /> : <IconCircleCheck size={20} />}
          <Text size="sm" fw={500}>
            {words.title}
          </Text>
        </Group>
        {link.syncProgress !== null && <Progress value={link.syncProgress} size="sm" aria-label={words.title} />}
        <Text size="sm" c="dimmed">
          {words.hint}
        </Text>
      </Stack>
    )
  }

  if (link.kind === 'connecting') {
    return (
      <Group gap="sm" role="status" mih={64}>
        <Loader size="sm" />
        <Text size="sm">{words.title}</Text>
      </Group>
    )
  }

  const hasFailed = words.words !== 'unlinked'
  return (
    <Stack gap="md">
      {hasFailed && (
        <Alert
          color={link.kind === 'waiting-to-reconnect' ? 'yellow' : 'red'}
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          title={words.title}
          role="alert"
        >
          {words.hint}
        </Alert>
      )}
      {words.remedy === 'link' && !hasFailed && <LinkRisk />}
      {words.remedy === 'link' && health !== undefined && <AgeSelect account={account} age={health.age} />}
      {linking.problem && <ProblemNotice error={linking.problem} />}
      {words.remedy === 'reconnect' && (
        <Group>
          <Button loading={linking.isReconnecting} onClick={linking.reconnect}>
            {words.action}
          </Button>
        </Group>
      )}
      {words.remedy === 'link' &&
        (method === 'qr' ? (
          <Group gap="md">
            <Button loading={linking.isStarting} onClick={linking.startWithQr}>
              {hasFailed ? words.action : t('showQr')}
            </Button>
            <Anchor component="button" type="button" size="sm" onClick={() => setMethod('code')}>
              {t('useCode')}
            </Anchor>
          </Group>
        ) : (
          <Stack gap="sm">
            <CodeForm isPending={linking.isStarting} onSubmit={linking.startWithCode} />
            <Anchor component="button" type="button" size="sm" ta="start" onClick={() => setMethod('qr')}>
              {t('useQr')}
            </Anchor>
          </Stack>
        ))}
    </Stack>
  )
}
