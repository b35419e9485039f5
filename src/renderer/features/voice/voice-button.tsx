import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMicrophone } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Where the send button stands, while there is nothing to send. */
export function VoiceButton({ onRecord }: { readonly onRecord: () => void }) {
  const { t } = useTranslation('conversations')
  return (
    <Tooltip label={t('voice.record')}>
      <ActionIcon size={36} style={{ flex: 'none' }} aria-label={t('voice.record')} onClick={onRecord}>
        <IconMicrophone size={20} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
