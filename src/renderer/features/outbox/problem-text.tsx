import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { OutboxProblem } from '#shared/domain/outbox.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toProblem } from '../../rpc/problem.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { senderName } from '../senders/sender-words.ts'
import { wordOutboxProblem } from './problem-words.ts'

/** What went wrong in our words, then the next step, then the provider's own words for whoever helps. */
export function OutboxProblemText({ problem }: { readonly problem: OutboxProblem }) {
  const { t } = useTranslation('outbox')
  const { title, mend } = wordOutboxProblem(t, problem)
  const { sender, code, detail, kind } = problem
  const name = sender === null ? t('someProvider') : senderName(t, sender)
  return (
    <Stack gap={2}>
      <Text size="sm" fw={500}>
        {title}
        {code !== null && (
          <Text component="span" size="xs" c="dimmed" ms={6} className="tabular">
            {t('code', { code })}
          </Text>
        )}
      </Text>
      <Text size="sm">{mend}</Text>
      {detail !== null && kind !== 'other' && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('says', { name, detail })}
        </Text>
      )}
    </Stack>
  )
}

/** The refusal of a procedure that asks a provider; whatever else it refuses with is worded as everywhere. */
export function SenderRefusal({ error }: { readonly error: unknown }) {
  if (error === null) return null
  const { code, data } = toProblem(error)
  const problem = code === 'SENDER_REFUSED' ? OutboxProblem.safeParse(data['problem']).data : undefined
  if (!problem) return <ProblemNotice error={error} />
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
      <OutboxProblemText problem={problem} />
    </Alert>
  )
}
