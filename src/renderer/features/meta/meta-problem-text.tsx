import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { MetaProblem } from '#shared/domain/meta-connection.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toProblem } from '../../rpc/problem.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { problemWords } from './describe-problem.ts'

/** What Meta has said, in our words first, in its own where it has some for the person, and with the numbers for whoever helps. */
export function MetaProblemText({ problem }: { readonly problem: MetaProblem }) {
  const { t } = useTranslation('meta')
  const words = problemWords(problem)
  const { code, subcode, message } = problem
  const number = subcode === null ? t('code', { code }) : t('codeWithSubcode', { code, subcode })
  return (
    <Stack gap={2}>
      <Text size="sm" fw={500}>
        {t(`${words}.title`)}
        {code !== null && (
          <Text component="span" size="xs" c="dimmed" ms={6} className="tabular">
            {number}
          </Text>
        )}
      </Text>
      <Text size="sm">{t(`${words}.mend`)}</Text>
      {message !== null && (
        <Text size="xs" c="dimmed">
          {t('metaSays', { message })}
        </Text>
      )}
    </Stack>
  )
}

/** The refusal of a procedure that asks Meta; whatever else it refuses with is worded as everywhere. */
export function MetaRefusal({ error }: { readonly error: unknown }) {
  if (error === null) return null
  const { code, data } = toProblem(error)
  const problem = code === 'META_REFUSED' ? MetaProblem.safeParse(data['problem']).data : undefined
  if (!problem) return <ProblemNotice error={error} />
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
      <MetaProblemText problem={problem} />
    </Alert>
  )
}
