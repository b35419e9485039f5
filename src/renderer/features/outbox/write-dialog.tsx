import { Modal } from '@mantine/core'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { WriteForm } from './write-form.tsx'

interface WriteDialogProps {
  readonly lead: { readonly id: LeadId; readonly name: string } | null
  readonly isOpen: boolean
  onClose(): void
}

/** A mail, an SMS or an official WhatsApp message to one person, written by hand. */
export function WriteDialog({ lead, isOpen, onClose }: WriteDialogProps) {
  const { t } = useTranslation('outbox')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('write.title', { name: lead?.name ?? '' })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      {lead && <WriteForm leadId={lead.id} onClose={onClose} />}
    </Modal>
  )
}
