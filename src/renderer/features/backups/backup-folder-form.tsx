import { Alert, Autocomplete, Button, Group, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconFolder } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { hasCode } from '../../rpc/problem.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { wordTrouble } from './word-trouble.ts'

const TYPING_PAUSE_MS = 150

interface BackupFolderFormProps {
  /** The host has the system's own dialog. */
  readonly canPick: boolean
  readonly onClose: () => void
}

/** Another folder: picked in the system's dialog, or typed with the folders of this PC to choose from. */
export function BackupFolderForm({ canPick, onClose }: BackupFolderFormProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const [path, setPath] = useState('')
  const [settled] = useDebouncedValue(path, TYPING_PAUSE_MS)
  const { data: folders = [] } = useQuery(
    api.backups.listFolders.queryOptions({ input: { path: settled }, placeholderData: keepPreviousData }),
  )
  const isAsked = path.trim() !== ''
  const check = useQuery(api.backups.checkFolder.queryOptions({ input: { path }, enabled: false }))
  const save = useMutation(
    api.backups.setFolder.mutationOptions({ onSuccess: onClose, meta: { isProblemShown: true } }),
  )
  const pick = useMutation(
    api.backups.pickFolder.mutationOptions({ onSuccess: picked => picked !== null && setPath(picked) }),
  )
  const isRefused = hasCode(save.error, 'FOLDER_REFUSED') && save.variables?.path === path
  const problem = isRefused ? check.data?.problem : null

  function handleSubmit(): void {
    save.mutate({ path }, { onError: () => void check.refetch() })
  }

  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (isAsked) handleSubmit()
      }}
    >
      <Stack gap="sm" maw={640}>
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <Autocomplete
            flex={1}
            data-autofocus
            label={t('path')}
            description={t('pathHint')}
            value={path}
            onChange={setPath}
            data={[...new Set(folders)]}
            filter={({ options }) => options}
            leftSection={<IconFolder size={16} />}
            autoComplete="off"
            spellCheck={false}
          />
          {canPick && (
            <Button variant="default" loading={pick.isPending} onClick={() => pick.mutate({})}>
              {t('choose')}
            </Button>
          )}
        </Group>
        {problem && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
            {wordTrouble(problem, t, format)}
          </Alert>
        )}
        {save.isError && !isRefused && <ProblemNotice error={save.error} />}
        <Group gap="sm">
          <Button type="submit" disabled={!isAsked} loading={save.isPending}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
