import { Center, Loader, Modal, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Delayed } from '../../ui/delayed.tsx'
import classes from './legal-text-modal.module.css'

export type LegalText = 'licence' | 'notices'

/** Half a megabyte that hardly anybody reads: in files of their own, fetched when opened. */
const load: Record<LegalText, () => Promise<{ default: string }>> = {
  licence: () => import('../../../../LICENSE?raw'),
  notices: () => import('../../../../resources/third-party-notices.txt?raw'),
}

interface LegalTextModalProps {
  readonly text: LegalText | null
  onClose(): void
}

export function LegalTextModal({ text, onClose }: LegalTextModalProps) {
  const { t } = useTranslation('settings')
  const { data } = useQuery({
    queryKey: ['legal-text', text],
    queryFn: async () => (text === null ? '' : (await load[text]()).default),
    enabled: text !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Modal
      opened={text !== null}
      onClose={onClose}
      size="xl"
      title={text === 'notices' ? t('settings:readNotices') : t('settings:readLicence')}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <div className={classes.paper} tabIndex={0} role="document">
        {data === undefined ? (
          <Center h="100%">
            <Delayed>
              <Loader size="sm" />
            </Delayed>
          </Center>
        ) : (
          <Text component="pre" fz="xs" className={classes.text} lang="en">
            {data}
          </Text>
        )}
      </div>
    </Modal>
  )
}
