import { Alert, Group, List, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import type { SenderCheck, SenderCheckName } from '#shared/domain/sender-settings.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { OutboxProblemText } from '../outbox/problem-text.tsx'

const looks = {
  passed: { color: 'teal', icon: IconCheck },
  warning: { color: 'yellow', icon: IconAlertTriangle },
  failed: { color: 'red', icon: IconX },
} as const

/** Reaching and logging in say their own next step, as problems. */
const MENDED = ['encrypted', 'account', 'production', 'quota', 'sender', 'whatsapp', 'templates', 'balance', 'header']
const COUNTED = ['quota', 'balance', 'templates']

type Mended = Exclude<SenderCheckName, 'reachable' | 'login'>
type Counted = 'quota' | 'balance' | 'templates'

/** What a provider answered to each question of the set-up, in words, with the next step where one is needed (row E42). */
export function SenderChecks({ at, checks }: { readonly at: number; readonly checks: readonly SenderCheck[] }) {
  const { t } = useTranslation('senders')
  const format = useFormat()
  const isBroken = checks.some(({ outcome }) => outcome === 'failed')
  const isWhole = checks.every(({ outcome }) => outcome === 'passed')
  return (
    <Stack gap="sm">
      <Alert
        variant="light"
        color={isWhole ? 'teal' : isBroken ? 'red' : 'yellow'}
        role="status"
        p="sm"
        title={isWhole ? t('works') : isBroken ? t('worksNot') : t('worksWith')}
      >
        <Text size="xs" c="dimmed">
          {t('checkedAt', { time: format.dateTime(at) })}
        </Text>
      </Alert>
      <List listStyleType="none" spacing={10} aria-label={t('checks')}>
        {checks.map(check => (
          <List.Item key={check.name}>
            <CheckLine check={check} />
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}

function CheckLine({ check: { name, outcome, subject, count, problem } }: { readonly check: SenderCheck }) {
  const { t } = useTranslation('senders')
  const format = useFormat()
  const { color, icon: Icon } = looks[outcome]
  const counted =
    count !== null && COUNTED.includes(name) ? t(`count.${name as Counted}`, { count: format.number(count) }) : null
  const extra = [subject, counted].filter(part => part !== null).join(' · ')
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon size={20} radius="xl" variant="light" color={color}>
        <Icon size={13} aria-hidden="true" />
      </ThemeIcon>
      <Stack gap={2} flex={1} miw={0}>
        <Text size="sm">
          <VisuallyHidden>{t(`outcome.${outcome}`)}: </VisuallyHidden>
          {t(`check.${name}.${outcome}`)}
          {extra !== '' && (
            <Text component="span" size="xs" c="dimmed" ms={6} className="tabular">
              {extra}
            </Text>
          )}
        </Text>
        {problem !== null ? (
          <OutboxProblemText problem={problem} />
        ) : (
          outcome !== 'passed' &&
          MENDED.includes(name) && (
            <Text size="xs" c="dimmed">
              {t(`mend.${name as Mended}`)}
            </Text>
          )
        )}
      </Stack>
    </Group>
  )
}
