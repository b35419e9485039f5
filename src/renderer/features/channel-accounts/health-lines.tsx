import { Text } from '@mantine/core'
import type { NumberHealth } from '#shared/contract/channel-accounts.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** What is wrong with a number, and how many new chats it may still start today. */
export function HealthLines({ health }: { readonly health: NumberHealth }) {
  const { t } = useTranslation('channelAccounts')
  const format = useFormat()
  // That a link has ended is said beside it already.
  const reasons = health.reasons.filter(reason => reason !== 'link-ended')
  return (
    <>
      {reasons.map(reason => (
        <Text key={reason} size="xs" c={health.light === 'red' ? 'var(--santral-broken)' : 'var(--santral-waiting)'}>
          {t(`health.reason.${reason}`, {
            until: health.reachOutLockedUntil === null ? '' : format.dateTime(health.reachOutLockedUntil),
          })}
        </Text>
      ))}
      <Text size="xs" c="dimmed" className="tabular">
        {t('health.canStart', { count: health.canStillStart, limit: health.newChatLimit })}
      </Text>
    </>
  )
}
