import { Button, Group, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { LogFilter, LogLine } from '#shared/contract/logs.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { toPicked } from '../leads/picked-moment.ts'
import { gatherLog } from './gather-log.ts'
import { toLogText } from './log-text.ts'
import { saveText } from './save-text.ts'

interface TakeLogProps {
  readonly filter: LogFilter
  readonly shown: readonly LogLine[]
}

/** What is on the screen to the clipboard; all that the filter lets through to a file. */
export function TakeLog({ filter, shown }: TakeLogProps) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const timeZone = useTimeZone()
  const clipboard = useClipboard()
  const [gathered, setGathered] = useState(0)
  const stop = useRef<AbortController | null>(null)
  const saving = useMutation({
    mutationFn: async () => {
      const controller = new AbortController()
      stop.current = controller
      setGathered(0)
      const { signal } = controller
      try {
        const text = await gatherLog(filter, { timeZone, signal, onProgress: setGathered })
        if (!signal.aborted)
          saveText(text, `${t('fileName')}-${toPicked(coreNow(), timeZone).replaceAll(/\D/gu, '')}.log`)
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
    meta: { isProblemShown: true },
  })
  return (
    <>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCopy size={14} />}
          disabled={shown.length === 0}
          onClick={() =>
            clipboard.copy(
              shown
                .toReversed()
                .map(line => toLogText(line, timeZone))
                .join('\n'),
            )
          }
        >
          {clipboard.copied ? t('copied') : t('copy')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} />}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('export')}
        </Button>
        {saving.isPending && (
          <>
            <Text size="xs" c="dimmed" role="status" className="tabular">
              {t('exporting', { lines: format.number(gathered) })}
            </Text>
            <Button size="compact-sm" variant="subtle" onClick={() => stop.current?.abort()}>
              {t('stopExport')}
            </Button>
          </>
        )}
      </Group>
      {saving.isError && <ProblemNotice error={saving.error} />}
    </>
  )
}
