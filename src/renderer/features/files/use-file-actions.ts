import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type LeadFile, MOST_LABELLED } from '#shared/contract/files.ts'
import type { FileId, LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showUndoToast } from '../../ui/toast.tsx'

async function label(leadId: LeadId, ids: readonly FileId[], name: string | null): Promise<void> {
  for (let at = 0; at < ids.length; at += MOST_LABELLED)
    await rpc.files.label({ leadId, ids: ids.slice(at, at + MOST_LABELLED), label: name })
}

/** What can be done with the files of a lead. What removes something can be undone. */
export function useFileActions(leadId: LeadId) {
  const { t } = useTranslation('files')
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.files.key() })

  const renaming = useMutation({
    mutationFn: ({ id, version, name }: Pick<LeadFile, 'id' | 'version' | 'name'>) =>
      rpc.files.rename({ id, version, name }),
    onSettled,
  })
  const labelling = useMutation({
    mutationFn: ({ ids, name }: { ids: readonly FileId[]; name: string | null }) => label(leadId, ids, name),
    onSettled,
  })
  const restoring = useMutation({
    mutationFn: async (ids: readonly FileId[]) => {
      for (const id of ids) await rpc.files.restore({ id })
    },
    onSettled,
  })
  const removing = useMutation({
    mutationFn: async (files: readonly LeadFile[]) => {
      for (const { id, version } of files) await rpc.files.remove({ id, version })
    },
    onSuccess(_void, files) {
      const [first] = files
      if (first === undefined) return
      const sentence = t('removed', { count: files.length, name: first.name })
      showUndoToast(`file-${first.id}`, sentence, () => restoring.mutate(files.map(({ id }) => id)))
    },
    onSettled,
  })
  const renamingLabel = useMutation({
    mutationFn: ({ from, to }: { from: string; to: string | null }) => rpc.files.renameLabel({ leadId, from, to }),
    onSuccess({ ids }, { from, to }) {
      if (to !== null) return
      const undo = () => labelling.mutate({ ids, name: from })
      showUndoToast(`label-${leadId}-${from}`, t('labelRemoved', { label: from }), undo)
    },
    onSettled,
  })
  return {
    rename: (file: LeadFile, name: string) => renaming.mutateAsync({ id: file.id, version: file.version, name }),
    label: (ids: readonly FileId[], name: string | null) => labelling.mutateAsync({ ids, name }),
    remove: (files: readonly LeadFile[]) => removing.mutate(files),
    renameLabel: (from: string, to: string | null) => renamingLabel.mutateAsync({ from, to }),
  }
}
export type FileActions = ReturnType<typeof useFileActions>
