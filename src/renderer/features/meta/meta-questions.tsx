import { Accordion, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ExternalLink } from './external-link.tsx'
import { META_LINKS } from './meta-links.ts'

const questions = ['automatic', 'often', 'count', 'forms', 'twice', 'deleted', 'ended', 'seen'] as const

/** What offices ask about it (row C46), and Meta's own pages. */
export function MetaQuestions() {
  const { t } = useTranslation('meta')
  return (
    <Stack gap="lg" maw={720}>
      <Accordion variant="separated" chevronPosition="left">
        {questions.map(name => (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control>{t(`questions.${name}.title`)}</Accordion.Control>
            <Accordion.Panel>
              <Text size="sm">{t(`questions.${name}.text`)}</Text>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <Stack gap={4}>
        <Title order={3}>{t('questions.links')}</Title>
        <ExternalLink href={META_LINKS.aboutLeadAds}>{t('questions.linkLeadAds')}</ExternalLink>
        <ExternalLink href={META_LINKS.aboutTokens}>{t('questions.linkTokens')}</ExternalLink>
        <ExternalLink href={META_LINKS.aboutLeadAccess}>{t('questions.linkLeadAccess')}</ExternalLink>
      </Stack>
    </Stack>
  )
}
