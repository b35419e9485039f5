import { ActionIcon } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LeadCard } from './lead-card.tsx'
import classes from './leads-page.module.css'
import { OpenChat } from './open-chat.tsx'

interface LeadPanelProps {
  readonly leadId: LeadId
  readonly onClose: () => void
}

/** One lead at the right of the list, which stays where it was. */
export function LeadPanel({ leadId, onClose }: LeadPanelProps) {
  const { t } = useTranslation('leads')

  const panel = useRef<HTMLElement>(null)
  useWindowEvent('keydown', event => {
    const isInside = event.target instanceof Node && panel.current?.contains(event.target) === true
    if (event.key !== 'Escape' || event.defaultPrevented || !isInside) return
    onClose()
    document.querySelector<HTMLElement>(`[data-lead-id="${leadId}"]`)?.focus()
  })

  return (
    <aside ref={panel} className={classes.panel} aria-label={t('panelLabel')}>
      <LeadCard
        leadId={leadId}
        onDeleted={onClose}
        actions={
          <>
            <OpenChat leadId={leadId} />
            <ActionIcon size={28} onClick={onClose} aria-label={t('closePanel')}>
              <IconX size={18} />
            </ActionIcon>
          </>
        }
      />
    </aside>
  )
}
