import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { type Booking, BookingDialog } from './booking-dialog.tsx'
import { useBookingFor } from './use-booking-for.ts'

interface BookButtonProps {
  readonly lead: Pick<Lead, 'id' | 'name' | 'ownerId'>
  readonly conversationId?: ConversationId
  /** With its word, where there is room. */
  readonly isLarge?: boolean
}

/** Books for the person one is looking at: the form opens filled, at the first free time. By key too. */
export function BookButton({ lead, conversationId, isLarge = false }: BookButtonProps) {
  const { t } = useTranslation('appointments')
  const bookingFor = useBookingFor()
  const [booking, setBooking] = useState<Booking | null>(null)
  const { id, name, ownerId } = lead
  const open = useCallback(() => setBooking(bookingFor({ id, name, ownerId })), [bookingFor, id, name, ownerId])
  useShortcuts(
    t('shortcuts'),
    useMemo(
      () => [
        {
          keys: 'B',
          label: t('shortcutBook'),
          run() {
            if (document.querySelector('[role="menu"], [role="dialog"], [role="listbox"]') === null) open()
          },
        },
      ],
      [t, open],
    ),
  )
  return (
    <>
      {isLarge ? (
        <Button variant="default" leftSection={<IconCalendarPlus size={16} stroke={1.6} />} onClick={open}>
          {t('bookAction')}
        </Button>
      ) : (
        <Tooltip label={`${t('bookAction')} (B)`}>
          <ActionIcon aria-label={t('bookAction')} onClick={open}>
            <IconCalendarPlus size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <BookingDialog
        booking={booking}
        {...(conversationId === undefined ? {} : { conversationId })}
        onClose={() => setBooking(null)}
      />
    </>
  )
}
