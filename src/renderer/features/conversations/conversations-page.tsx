import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'

export function ConversationsPage() {
  const { t } = useTranslation('conversations')
  return <Page title={t('title')}>{null}</Page>
}
