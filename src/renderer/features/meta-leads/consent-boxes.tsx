import { Chip, Group, Stack, Text } from '@mantine/core'
import type { FormMappingView } from '#shared/contract/meta-leads.ts'
import { ConsentChannel } from '#shared/domain/consent.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface ConsentBoxesProps {
  readonly boxes: FormMappingView['disclaimers']
  readonly channels: Readonly<Record<string, ConsentChannel[]>>
  readonly onChange: (key: string, channels: ConsentChannel[]) => void
}

/** What ticking each box of the form allows. */
export function ConsentBoxes({ boxes, channels, onChange }: ConsentBoxesProps) {
  const { t } = useTranslation('metaLeads')
  return (
    <Stack gap="xs" component="section" aria-label={t('consentsTitle')}>
      <Text size="sm" fw={600}>
        {t('consentsTitle')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('consentsHint')}
      </Text>
      {boxes.map(({ key, text }) => (
        <Stack key={key} gap={6}>
          <Text size="sm" lineClamp={4} title={text} style={{ whiteSpace: 'pre-line' }}>
            {text}
          </Text>
          <Chip.Group
            multiple
            value={channels[key] ?? []}
            onChange={chosen => onChange(key, ConsentChannel.array().parse(chosen))}
          >
            <Group gap={6} role="group" aria-label={t('channelsOf')}>
              {ConsentChannel.options.map(channel => (
                <Chip key={channel} size="xs" value={channel}>
                  {t(`channels.${channel}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Stack>
      ))}
    </Stack>
  )
}
