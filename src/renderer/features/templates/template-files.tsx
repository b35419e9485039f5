import { ActionIcon, Button, FileButton, Group, Image, Paper, Progress, Stack, Text } from '@mantine/core'
import { IconFileTypePdf, IconPaperclip, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import { type FileId, newId } from '#shared/domain/ids.ts'
import { MOST_TEMPLATE_FILES, TEMPLATE_FILE_TYPES } from '#shared/domain/template.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { uploadTemplateFile } from './upload-template-file.ts'

interface TemplateFilesProps {
  readonly files: readonly AttachmentSummary[]
  readonly onChange: (change: (files: readonly AttachmentSummary[]) => AttachmentSummary[]) => void
  /** While one is on its way the template cannot be saved. */
  readonly onBusy: (isBusy: boolean) => void
}

/** Pictures and PDFs that go along with a template. */
export function TemplateFiles({ files, onChange, onBusy }: TemplateFilesProps) {
  const { t } = useTranslation('templates')
  const format = useFormat()
  const [coming, setComing] = useState<readonly { id: FileId; name: string; share: number }[]>([])
  const [problem, setProblem] = useState<unknown>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  async function handleFiles(chosen: readonly File[]): Promise<void> {
    const taken = chosen.slice(0, MOST_TEMPLATE_FILES - files.length)
    if (taken.length === 0) return
    setProblem(null)
    onBusy(true)
    const controller = new AbortController()
    stop.current = controller
    for (const file of taken) {
      const id = newId<FileId>()
      setComing([{ id, name: file.name, share: 0 }])
      try {
        const brought = await uploadTemplateFile(id, file, controller.signal, share =>
          setComing([{ id, name: file.name, share }]),
        )
        onChange(before => [...before, brought])
      } catch (error) {
        if (controller.signal.aborted) return
        setProblem(error)
      }
    }
    setComing([])
    onBusy(false)
  }

  return (
    <Stack gap={6}>
      <Group justify="space-between" align="flex-end" gap="xs">
        <div>
          <Text size="sm" fw={500}>
            {t('files')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('filesHint')}
          </Text>
        </div>
        <FileButton multiple accept={TEMPLATE_FILE_TYPES.join(',')} onChange={chosen => void handleFiles(chosen)}>
          {props => (
            <Button
              {...props}
              variant="default"
              size="compact-sm"
              disabled={files.length >= MOST_TEMPLATE_FILES || coming.length > 0}
              leftSection={<IconPaperclip size={14} />}
            >
              {t('addFile')}
            </Button>
          )}
        </FileButton>
      </Group>
      {files.map(file => (
        <Paper key={file.id} withBorder p={6}>
          <Group gap="xs" wrap="nowrap">
            {file.thumbnailUrl === null ? (
              <IconFileTypePdf size={28} stroke={1.4} aria-hidden="true" />
            ) : (
              <Image src={file.thumbnailUrl} alt="" w={28} h={28} radius={4} fit="cover" />
            )}
            <Text size="sm" truncate flex={1}>
              {file.name}
            </Text>
            <Text size="xs" c="dimmed" className="tabular">
              {format.bytes(file.size)}
            </Text>
            <ActionIcon
              size={24}
              aria-label={t('removeFile', { name: file.name })}
              onClick={() => onChange(before => before.filter(({ id }) => id !== file.id))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        </Paper>
      ))}
      {coming.map(({ id, name, share }) => (
        <Group key={id} gap="xs" wrap="nowrap">
          <Text size="sm" truncate flex={1} c="dimmed">
            {name}
          </Text>
          <Progress value={share * 100} w={120} size={4} aria-label={t('fileComing', { name })} />
        </Group>
      ))}
      {problem !== null && <ProblemNotice error={problem} />}
    </Stack>
  )
}
