import { Alert, Anchor, Collapse, List, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Said before anything is linked: two sentences, and more for who wants it. */
export function LinkRisk() {
  const { t } = useTranslation('channelAccounts')
  const [isOpen, { toggle }] = useDisclosure(false)
  return (
    <Alert variant="light" color="yellow" icon={<IconInfoCircle size={18} />} p="sm">
      <Text size="sm">
        {t('risk.short')}{' '}
        <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? t('risk.less') : t('risk.more')}
        </Anchor>
      </Text>
      <Collapse expanded={isOpen}>
        <List size="sm" mt="sm" spacing={4}>
          <List.Item>{t('risk.established')}</List.Item>
          <List.Item>{t('risk.pacing')}</List.Item>
          <List.Item>{t('risk.strangers')}</List.Item>
          <List.Item>{t('risk.phone')}</List.Item>
        </List>
      </Collapse>
    </Alert>
  )
}
