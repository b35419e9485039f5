import { List, Text } from '@mantine/core'
import type { SenderCheck, SenderCheckName } from '#shared/domain/sender-settings.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CheckLine, CheckList } from '../../ui/check-list.tsx'
import { OutboxProblemText } from '../outbox/problem-text.tsx'

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
    <CheckList
      outcome={isWhole ? 'passed' : isBroken ? 'failed' : 'warning'}
      title={isWhole ? t('works') : isBroken ? t('worksNot') : t('worksWith')}
      checkedAt={t('checkedAt', { time: format.dateTime(at) })}
      label={t('checks')}
    >
      {checks.map(check => (
        <List.Item key={check.name}>
          <SenderCheckLine check={check} />
        </List.Item>
      ))}
    </CheckList>
  )
}

function SenderCheckLine({ check: { name, outcome, subject, count, problem } }: { readonly check: SenderCheck }) {
  const { t } = useTranslation('senders')
  const format = useFormat()
  const counted =
    count !== null && COUNTED.includes(name) ? t(`count.${name as Counted}`, { count: format.number(count) }) : null
  const extra = [subject, counted].filter(part => part !== null).join(' · ')
  return (
    <CheckLine
      outcome={outcome}
      outcomeWord={t(`outcome.${outcome}`)}
      text={
        <>
          {t(`check.${name}.${outcome}`)}
          {extra !== '' && (
            <Text component="span" size="xs" c="dimmed" ms={6} className="tabular">
              {extra}
            </Text>
          )}
        </>
      }
    >
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
    </CheckLine>
  )
}
