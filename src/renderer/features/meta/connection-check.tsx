import { List, Text } from '@mantine/core'
import type { MetaCheck } from '#shared/domain/meta-check.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CheckLine, CheckList } from '../../ui/check-list.tsx'
import { MetaProblemText } from './meta-problem-text.tsx'

interface TestResultProps {
  readonly result: { readonly isWorking: boolean; readonly at: number; readonly checks: readonly MetaCheck[] }
}

/** A connection test in words: each thing by its name, and how to mend what is missing. */
export function TestResult({ result: { isWorking, at, checks } }: TestResultProps) {
  const { t } = useTranslation('meta')
  const format = useFormat()
  const isWhole = checks.every(({ outcome }) => outcome === 'passed')
  return (
    <CheckList
      outcome={isWhole ? 'passed' : isWorking ? 'warning' : 'failed'}
      title={isWhole ? t('works') : isWorking ? t('worksWith') : t('worksNot')}
      checkedAt={t('testedAt', { time: format.dateTime(at) })}
      label={t('checks')}
    >
      {checks.map(check => (
        <List.Item key={`${check.name} ${check.subject}`}>
          <MetaCheckLine check={check} />
        </List.Item>
      ))}
    </CheckList>
  )
}

function MetaCheckLine({ check: { name, outcome, subject, count, problem } }: { readonly check: MetaCheck }) {
  const { t } = useTranslation('meta')
  const isMissing = outcome !== 'passed'
  return (
    <CheckLine
      outcome={outcome}
      outcomeWord={t(`outcome.${outcome}`)}
      text={t(`check.${name}.${outcome}`, { subject, count: count ?? 0 })}
    >
      {isMissing && name === 'permission' && subject !== null && <PermissionReason permission={subject} />}
      {isMissing && name !== 'token' && (
        <Text size="xs" c="dimmed">
          {t(`mend.${name}`)}
        </Text>
      )}
      {isMissing && problem !== null && (name === 'token' || problem.message !== null) && (
        <MetaProblemText problem={problem} />
      )}
    </CheckLine>
  )
}

function PermissionReason({ permission }: { readonly permission: string }) {
  const { t, i18n } = useTranslation('meta')
  const key = `why.${permission}`
  if (!i18n.exists(`meta:${key}`)) return null
  return (
    <Text size="xs" c="dimmed">
      {t(key as 'why.leads_retrieval')}.
    </Text>
  )
}
