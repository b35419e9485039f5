import { Alert, Group, List, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import type { MetaCheck } from '#shared/domain/meta-check.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { MetaProblemText } from './meta-problem-text.tsx'

const looks = {
  passed: { color: 'teal', icon: IconCheck },
  warning: { color: 'yellow', icon: IconAlertTriangle },
  failed: { color: 'red', icon: IconX },
} as const

interface TestResultProps {
  readonly result: { readonly isWorking: boolean; readonly at: number; readonly checks: readonly MetaCheck[] }
}

/** A connection test in words: each thing by its name, and how to mend what is missing. */
export function TestResult({ result: { isWorking, at, checks } }: TestResultProps) {
  const { t } = useTranslation('meta')
  const format = useFormat()
  const isWhole = checks.every(({ outcome }) => outcome === 'passed')
  return (
    <Stack gap="sm">
      <Alert
        variant="light"
        color={isWhole ? 'teal' : isWorking ? 'yellow' : 'red'}
        role="status"
        p="sm"
        title={isWhole ? t('works') : isWorking ? t('worksWith') : t('worksNot')}
      >
        <Text size="xs" c="dimmed">
          {t('testedAt', { time: format.dateTime(at) })}
        </Text>
      </Alert>
      <List listStyleType="none" spacing={10} aria-label={t('checks')}>
        {checks.map(check => (
          <List.Item key={`${check.name} ${check.subject}`}>
            <CheckLine check={check} />
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}

function CheckLine({ check }: { readonly check: MetaCheck }) {
  const { t } = useTranslation('meta')
  const { name, outcome, subject, count, problem } = check
  const { color, icon: Icon } = looks[outcome]
  const isMissing = outcome !== 'passed'
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon size={20} radius="xl" variant="light" color={color}>
        <Icon size={13} aria-hidden="true" />
      </ThemeIcon>
      <Stack gap={2} flex={1} miw={0}>
        <Text size="sm">
          <VisuallyHidden>{t(`outcome.${outcome}`)}: </VisuallyHidden>
          {t(`check.${name}.${outcome}`, { subject, count: count ?? 0 })}
        </Text>
        {isMissing && name === 'permission' && subject !== null && <PermissionReason permission={subject} />}
        {isMissing && name !== 'token' && (
          <Text size="xs" c="dimmed">
            {t(`mend.${name}`)}
          </Text>
        )}
        {isMissing && problem !== null && (name === 'token' || problem.message !== null) && (
          <MetaProblemText problem={problem} />
        )}
      </Stack>
    </Group>
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
