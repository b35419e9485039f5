import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeadColumn, LeadView } from '#shared/contract/lead-views.ts'
import { type LeadViewId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import type { viewOf } from './view-search.ts'

interface ViewFormProps {
  /** Null: a new one of what is shown. */
  readonly view: LeadView | null
  readonly shown: ReturnType<typeof viewOf>
  /** Those that the list shows now. */
  readonly columns: readonly LeadColumn[]
  readonly mayShare: boolean
  readonly onClose: () => void
  readonly onSaved: (view: LeadView) => void
}

export function ViewForm({ view, shown, columns: present, mayShare, onClose, onSaved }: ViewFormProps) {
  const { t } = useTranslation('leadViews')
  const queries = useQueryClient()
  const [id] = useState(() => newId<LeadViewId>())
  const [name, setName] = useState(view?.name ?? (view?.builtIn ? t(`builtIn.${view.builtIn}`) : ''))
  const [isShared, setIsShared] = useState(false)
  const [keepsColumns, setKeepsColumns] = useState(view !== null && view.columns !== null)
  const columns = keepsColumns ? [...present] : null
  const saving = useMutation({
    mutationFn: () =>
      view === null
        ? rpc.leadViews.create({ id, name, isShared, ...shown, columns })
        : rpc.leadViews.update({ ...view, name: name.trim(), columns }),
    meta: { isProblemShown: true },
    onSuccess(saved) {
      onSaved(saved)
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.leadViews.key() }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={view === null ? t('saveAs') : t('edit')}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (name.trim() !== '') saving.mutate()
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('name')}
            maxLength={60}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          {shown.layout === 'table' && (
            <Checkbox
              label={t('keepColumns')}
              checked={keepsColumns}
              onChange={event => setKeepsColumns(event.currentTarget.checked)}
            />
          )}
          {view === null && mayShare && (
            <Checkbox
              label={t('forEverybody')}
              checked={isShared}
              onChange={event => setIsShared(event.currentTarget.checked)}
            />
          )}
          {saving.error && <ProblemNotice error={saving.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={saving.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
