import { Anchor, Code, DataList, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { UpdateSettings } from '../updates/update-settings.tsx'
import { type LegalText, LegalTextModal } from './legal-text-modal.tsx'

/** Version, licence, third-party notices and the source offer that the GPL asks for. */
export function AboutSection() {
  const { t } = useTranslation('settings')
  const [text, setText] = useState<LegalText | null>(null)
  const { programVersion, contract, schema, host } = useHandshake()
  return (
    <Stack gap="lg" maw={640}>
      <Group gap="md">
        <BrandMark size={40} />
        <SectionHeader title="Santral" hint={t('aboutHint')} />
      </Group>
      <DataList size="sm" labelWidth={180}>
        <DataList.Item>
          <DataList.ItemLabel>{t('version')}</DataList.ItemLabel>
          <DataList.ItemValue>{programVersion}</DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{t('contract')}</DataList.ItemLabel>
          <DataList.ItemValue>{`${contract} / ${schema}`}</DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{t('host')}</DataList.ItemLabel>
          <DataList.ItemValue>{t(host === 'desktop' ? 'hostDesktop' : 'hostBrowser')}</DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{t('licence')}</DataList.ItemLabel>
          <DataList.ItemValue>
            <Code>GPL-3.0-or-later</Code>
          </DataList.ItemValue>
        </DataList.Item>
      </DataList>
      <UpdateSettings />
      <Text size="sm">{t('warranty')}</Text>
      <Text size="sm">{t('sourceOffer')}</Text>
      <Group gap="lg">
        <Anchor component="button" size="sm" onClick={() => setText('licence')}>
          {t('readLicence')}
        </Anchor>
        <Anchor component="button" size="sm" onClick={() => setText('notices')}>
          {t('readNotices')}
        </Anchor>
      </Group>
      <LegalTextModal text={text} onClose={() => setText(null)} />
    </Stack>
  )
}
