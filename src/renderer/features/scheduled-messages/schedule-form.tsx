import { Alert, Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconMoon, IconPaperclip } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalTime } from '#shared/domain/local-time.ts'
import { addDays, dayOf, toInstant } from '#shared/domain/zoned-time.ts'
import { createFormat } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { MomentPicker } from '../leads/next-action.tsx'
import { fromPicked, toPicked } from '../leads/picked-moment.ts'
import { useLocalTime } from '../leads/use-local-time.ts'
import { nightAt } from './night-at.ts'

const HOUR = 3_600_000

export interface Scheduled {
  readonly body: string
  readonly sendAt: number
  readonly cancelsOnReply: boolean
}

interface ScheduleFormProps {
  readonly initial: Scheduled | null
  readonly text: string
  /** Of the files that go along: then words are not needed. */
  readonly fileNames: readonly string[]
  /** Where the person is, as far as it is known. */
  readonly localTime: LocalTime | null
  readonly error: unknown
  readonly isPending: boolean
  onSave(scheduled: Scheduled): void
}

/** When a message leaves, and whether it does when the customer writes first. */
export function ScheduleForm({ initial, text, fileNames, localTime, error, isPending, onSave }: ScheduleFormProps) {
  const { t } = useTranslation('scheduledMessages')
  const locale = useLocale()
  const office = useTimeZone()
  const theirs = useLocalTime(localTime)
  const zone = theirs?.timeZone ?? office ?? 'UTC'
  const [body, setBody] = useState(text)
  const [picked, setPicked] = useState(() => toPicked(initial?.sendAt ?? tomorrowAtNine(zone), office))
  const [cancelsOnReply, setCancelsOnReply] = useState(initial?.cancelsOnReply ?? false)
  const sendAt = fromPicked(picked, office)
  const isPast = sendAt <= coreNow()
  const { data: night } = useQuery(api.settings.get.queryOptions())
  const disturbed = isPast || localTime === null || night === undefined ? null : nightAt(localTime, sendAt, night)
  const quick = [
    { label: t(theirs === null ? 'tomorrow' : 'tomorrowTheirs'), at: () => tomorrowAtNine(zone) },
    { label: t('inHours', { hours: 2 }), at: () => coreNow() + 2 * HOUR },
  ]
  return (
    <Stack gap="md">
      <Textarea
        label={t('text')}
        autosize
        minRows={2}
        maxRows={8}
        value={body}
        onChange={event => setBody(event.currentTarget.value)}
      />
      {fileNames.length > 0 && (
        <Group gap={6} wrap="nowrap">
          <IconPaperclip size={14} aria-hidden="true" />
          <Text size="sm" truncate>
            {fileNames.join(', ')}
          </Text>
        </Group>
      )}
      <Group gap={6}>
        {quick.map(({ label, at }) => (
          <Button key={label} variant="default" size="compact-sm" onClick={() => setPicked(toPicked(at(), office))}>
            {label}
          </Button>
        ))}
      </Group>
      <MomentPicker label={t('at')} value={picked} onChange={value => value !== null && setPicked(value)} />
      {isPast && (
        <Alert color="yellow" variant="light" p="xs">
          {t('past')}
        </Alert>
      )}
      {disturbed !== null && (
        <Alert color="yellow" variant="light" p="xs" icon={<IconMoon size={16} aria-hidden="true" />} role="status">
          <Group justify="space-between" gap="xs">
            <span>{t('night', { time: createFormat(locale, disturbed.timeZone).time(sendAt) })}</span>
            <Button variant="default" size="compact-xs" onClick={() => setPicked(toPicked(disturbed.morning, office))}>
              {t('nightSuggestion', { when: createFormat(locale, disturbed.timeZone).dateTime(disturbed.morning) })}
            </Button>
          </Group>
        </Alert>
      )}
      <Checkbox
        label={t('cancelsOnReply')}
        checked={cancelsOnReply}
        onChange={event => setCancelsOnReply(event.currentTarget.checked)}
      />
      {error !== null && <ProblemNotice error={error} />}
      <Group justify="flex-end">
        <Button
          disabled={isPast || (body.trim() === '' && fileNames.length === 0)}
          loading={isPending}
          onClick={() => onSave({ body: body.trim(), sendAt, cancelsOnReply })}
        >
          {t(initial === null ? 'confirm' : 'save')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Nine in the morning by that clock. */
function tomorrowAtNine(zone: string): number {
  return toInstant(`${addDays(dayOf(coreNow(), zone), 1)}T09:00`, zone)
}
