import { Group, Progress, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileImport, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { LARGEST_IMPORT } from '#shared/contract/imports.ts'
import { type ImportId, newId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { StatedProblem } from '../../rpc/problem.ts'
import { sendBytes } from '../../rpc/send-bytes.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import '@mantine/dropzone/styles.css'

/** Where a file is dropped; what it is, is found out from what is in it. */
export function ImportDrop() {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const navigate = useNavigate()
  const [share, setShare] = useState(0)
  const sending = useMutation({
    mutationFn: async (file: File) => {
      const id = newId<ImportId>()
      setShare(0)
      const { url } = await rpc.imports.start({ id, name: file.name, size: file.size })
      await sendBytes(url, file, new AbortController().signal, setShare)
      return id
    },
    meta: { isProblemShown: true },
    onSuccess: importId => navigate({ to: '/leads/import/$importId', params: { importId } }),
  })
  const refusing = useMutation({
    mutationFn: (): Promise<never> => Promise.reject(new StatedProblem('FILE_TOO_LARGE')),
    meta: { isProblemShown: true },
  })
  const error = sending.error ?? refusing.error
  return (
    <Stack gap="sm">
      <Dropzone
        onDrop={([file]) => {
          refusing.reset()
          if (file) sending.mutate(file)
        }}
        onReject={() => refusing.mutate()}
        maxFiles={1}
        maxSize={LARGEST_IMPORT}
        loading={sending.isPending}
        inputProps={{ 'aria-label': t('drop') }}
        p="xl"
      >
        <Group justify="center" gap="md" mih={96} style={{ pointerEvents: 'none' }}>
          <Dropzone.Reject>
            <IconX size={32} stroke={1.4} />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileImport size={32} stroke={1.4} />
          </Dropzone.Idle>
          <Dropzone.Accept>
            <IconFileImport size={32} stroke={1.4} />
          </Dropzone.Accept>
          <div>
            <Text fw={500}>{t('drop')}</Text>
            <Text size="sm" c="dimmed" maw={460}>
              {t('dropHint', { size: format.bytes(LARGEST_IMPORT) })}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {sending.isPending && <Progress value={share * 100} size={4} aria-label={t('sending')} />}
      {error !== null && <ProblemNotice error={error} />}
    </Stack>
  )
}
