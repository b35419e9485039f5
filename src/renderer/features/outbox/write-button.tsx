import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMail } from '@tabler/icons-react'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { WriteDialog } from './write-dialog.tsx'

export function WriteButton({ lead }: { readonly lead: { readonly id: LeadId; readonly name: string } }) {
  const { t } = useTranslation('outbox')
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" leftSection={<IconMail size={16} stroke={1.6} />} onClick={open}>
        {t('write.button')}
      </Button>
      <WriteDialog lead={lead} isOpen={isOpen} onClose={close} />
    </>
  )
}
