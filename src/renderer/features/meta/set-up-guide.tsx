import { Badge, Code, Stack, Table, Text, Timeline, Title } from '@mantine/core'
import { NEEDED_PERMISSIONS, USEFUL_PERMISSIONS } from '#shared/domain/meta-check.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ExternalLink } from './external-link.tsx'
import { META_LINKS } from './meta-links.ts'

const steps = [
  { name: 'business', href: META_LINKS.business },
  { name: 'app', href: META_LINKS.apps },
  { name: 'form', href: META_LINKS.forms },
  { name: 'systemUser', href: META_LINKS.systemUsers },
  { name: 'leadAccess', href: META_LINKS.leadAccess },
  { name: 'token', href: META_LINKS.systemUsers },
  { name: 'personal', href: META_LINKS.explorer },
] as const

/** What is done at Meta's side, once (row C21): each step with its place, each permission with its reason. */
export function SetUpGuide() {
  const { t } = useTranslation('meta')
  return (
    <Stack gap="lg" maw={720}>
      <Text size="sm">{t('guide.intro')}</Text>
      <Timeline bulletSize={24} lineWidth={2} active={steps.length}>
        {steps.map(({ name, href }, index) => (
          <Timeline.Item
            key={name}
            title={t(`guide.${name}.title`)}
            bullet={
              <Text size="xs" className="tabular">
                {index + 1}
              </Text>
            }
          >
            <Text size="sm">{t(`guide.${name}.text`)}</Text>
            <ExternalLink href={href}>{t('guide.open')}</ExternalLink>
          </Timeline.Item>
        ))}
      </Timeline>
      <Stack gap="xs">
        <Title order={3}>{t('guide.permissions')}</Title>
        <Table.ScrollContainer minWidth={480}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('guide.permission')}</Table.Th>
                <Table.Th>{t('guide.reason')}</Table.Th>
                <Table.Th w={110}>{t('guide.need')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {NEEDED_PERMISSIONS.map(name => (
                <Permission key={name} name={name} isNeeded />
              ))}
              {USEFUL_PERMISSIONS.map(name => (
                <Permission key={name} name={name} isNeeded={false} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </Stack>
  )
}

interface PermissionProps {
  readonly name: (typeof NEEDED_PERMISSIONS)[number] | (typeof USEFUL_PERMISSIONS)[number]
  readonly isNeeded: boolean
}

function Permission({ name, isNeeded }: PermissionProps) {
  const { t } = useTranslation('meta')
  return (
    <Table.Tr>
      <Table.Td>
        <Code>{name}</Code>
      </Table.Td>
      <Table.Td>{t(`why.${name}`)}</Table.Td>
      <Table.Td>
        <Badge variant="light" color={isNeeded ? 'teal' : 'gray'} tt="none">
          {t(isNeeded ? 'guide.needed' : 'guide.useful')}
        </Badge>
      </Table.Td>
    </Table.Tr>
  )
}
