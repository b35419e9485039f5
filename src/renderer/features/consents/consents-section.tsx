import { Badge, Button, Group, Menu, Text } from '@mantine/core'
import { IconCheck, IconDots, IconHistory, IconShieldOff, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AddressConsents, Consent } from '#shared/contract/consents.ts'
import type { ConsentAction } from '#shared/domain/consent.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ConsentHistory } from './consent-history.tsx'
import classes from './consents-section.module.css'
import { RecordConsent } from './record-consent.tsx'

interface ConsentsSectionProps {
  readonly leadId: LeadId
  readonly className: string | undefined
  readonly titleClassName: string | undefined
}

interface Asked {
  readonly address: AddressConsents
  readonly consent: Consent
  readonly action: ConsentAction
}

const colors = { granted: 'teal', refused: 'red', unknown: 'gray' } as const

/** What this person may be written to about: for each address and channel, since when and from where. */
export function ConsentsSection({ leadId, className, titleClassName }: ConsentsSectionProps) {
  const { t } = useTranslation('consents')
  const format = useFormat()
  const { data: addresses } = useQuery(api.consents.ofLead.queryOptions({ input: { leadId } }))
  const { data: brands = [] } = useQuery(api.brands.list.queryOptions())
  const [asked, setAsked] = useState<Asked | null>(null)
  const [isHistoryOpen, setIsHistoryOpen] = useState(false)
  if (addresses === undefined) return null
  const brandName = (id: Consent['brandId']) => brands.find(brand => brand.id === id)?.name ?? t('consents:aBrand')
  return (
    <section className={className} aria-label={t('consents:title')}>
      <Group justify="space-between" mb={6}>
        <h3 className={titleClassName} style={{ margin: 0 }}>
          {t('consents:title')}
        </h3>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconHistory size={14} />}
          onClick={() => setIsHistoryOpen(true)}
        >
          {t('consents:history')}
        </Button>
      </Group>
      {addresses.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('consents:noAddress')}
        </Text>
      )}
      {addresses.map(address => (
        <div key={address.identityId} className={classes.address}>
          <div className={classes.value}>{address.value === '' ? t('consents:hiddenNumber') : address.value}</div>
          <ul className={classes.channels}>
            {address.consents.map(consent => {
              const channel = t(`leads:consentChannels.${consent.channel}`)
              const name = consent.brandId === null ? channel : `${channel} · ${brandName(consent.brandId)}`
              const isWithdrawal = consent.state === 'granted'
              return (
                <li key={`${consent.channel} ${consent.brandId}`} className={classes.channel}>
                  <span className={classes.name}>{name}</span>
                  <Badge
                    variant="light"
                    color={colors[consent.state]}
                    tt="none"
                    fw={500}
                    size="sm"
                    {...(consent.source === 'suppression' ? { leftSection: <IconShieldOff size={12} /> } : {})}
                    title={
                      consent.source === null || consent.changedAt === null
                        ? t('consents:neverAsked')
                        : `${format.date(consent.changedAt)} · ${t(`consents:sources.${consent.source}`)}`
                    }
                  >
                    {t(`consents:states.${consent.state}`)}
                  </Badge>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <Button
                        variant="subtle"
                        color="gray"
                        size="compact-xs"
                        aria-label={t('consents:change', { channel: name })}
                      >
                        <IconDots size={16} />
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {consent.state !== 'granted' && (
                        <Menu.Item
                          leftSection={<IconCheck size={16} />}
                          onClick={() => setAsked({ address, consent, action: 'granted' })}
                        >
                          {t('consents:actions.granted')}
                        </Menu.Item>
                      )}
                      {consent.state !== 'refused' && (
                        <Menu.Item
                          leftSection={<IconX size={16} />}
                          onClick={() => setAsked({ address, consent, action: isWithdrawal ? 'withdrawn' : 'refused' })}
                        >
                          {t(`consents:actions.${isWithdrawal ? 'withdrawn' : 'refused'}`)}
                        </Menu.Item>
                      )}
                    </Menu.Dropdown>
                  </Menu>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
      {asked !== null && <RecordConsent leadId={leadId} {...asked} onClose={() => setAsked(null)} />}
      <ConsentHistory leadId={leadId} isOpen={isHistoryOpen} onClose={() => setIsHistoryOpen(false)} />
    </section>
  )
}
