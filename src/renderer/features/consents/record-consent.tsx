import { Button, Group, Modal, Radio, Select, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AddressConsents, Consent } from '#shared/contract/consents.ts'
import { type ConsentAction, SpokenConsentSource } from '#shared/domain/consent.ts'
import { type BrandId, type ConsentEventId, type ConsentWordingId, type LeadId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { MomentPicker } from '../leads/next-action.tsx'
import { fromPicked, toPicked } from '../leads/picked-moment.ts'

interface RecordConsentProps {
  readonly leadId: LeadId
  readonly address: AddressConsents
  readonly consent: Consent
  readonly action: ConsentAction
  readonly onClose: () => void
}

/** What the person said, where and when. Where it was said must be known: without that it proves nothing. */
export function RecordConsent({ leadId, address, consent, action, onClose }: RecordConsentProps) {
  const { t } = useTranslation('consents')
  const queries = useQueryClient()
  const timeZone = useTimeZone()
  const { data: brands = [] } = useQuery(api.brands.list.queryOptions())
  const { data: texts = [] } = useQuery(api.consents.texts.list.queryOptions())
  const [id] = useState(() => newId<ConsentEventId>())
  const [source, setSource] = useState<SpokenConsentSource | null>(null)
  const [brandId, setBrandId] = useState<BrandId | null>(consent.brandId)
  const [wordingId, setWordingId] = useState<ConsentWordingId | null>(null)
  const [note, setNote] = useState('')
  const [picked, setPicked] = useState<string | null>(() => toPicked(coreNow(), timeZone))
  const saving = useMutation({
    mutationFn: async () => {
      if (source === null || picked === null) return
      const at = fromPicked(picked, timeZone)
      const { channel } = consent
      const { identityId } = address
      await rpc.consents.record({ id, leadId, identityId, channel, brandId, action, source, at, wordingId, note })
    },
    meta: { isProblemShown: true },
    onSuccess: onClose,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: api.consents.key() }),
        queries.invalidateQueries({ queryKey: api.leads.timeline.key() }),
      ]),
  })
  const inUse = texts.filter(text => !text.isArchived)
  const channel = t(`leads:consentChannels.${consent.channel}`)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`consents:recordTitle.${action}`, { channel })}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (source !== null && picked !== null) saving.mutate()
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {address.value === '' ? t('consents:hiddenNumber') : address.value}
          </Text>
          <Radio.Group
            label={t('consents:where')}
            value={source}
            onChange={value => setSource(SpokenConsentSource.parse(value))}
          >
            <Group gap="md" mt={6}>
              {SpokenConsentSource.options.map((one, index) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`consents:sources.${one}`)}
                  data-autofocus={index === 0 || undefined}
                />
              ))}
            </Group>
          </Radio.Group>
          <MomentPicker
            label={t('consents:when')}
            value={picked}
            maxDate={toPicked(coreNow(), timeZone)}
            onChange={setPicked}
          />
          {action === 'granted' && inUse.length > 0 && (
            <Select
              label={t('consents:whichText')}
              placeholder={t('consents:noText')}
              clearable
              data={inUse.map(({ name, wording }) => ({
                value: wording.id,
                label: t('consents:textVersion', { name, number: wording.number }),
              }))}
              value={wordingId}
              onChange={value => setWordingId(value as ConsentWordingId | null)}
            />
          )}
          {brands.length > 0 && (
            <Select
              label={t('consents:forBrand')}
              placeholder={t('consents:wholeOffice')}
              clearable
              data={brands.map(brand => ({ value: brand.id, label: brand.name }))}
              value={brandId}
              onChange={value => setBrandId(value as BrandId | null)}
            />
          )}
          <Textarea
            label={t('consents:note')}
            autosize
            minRows={2}
            maxLength={1_000}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          {saving.error && <ProblemNotice error={saving.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" disabled={source === null || picked === null} loading={saving.isPending}>
              {t('consents:record')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
