import { Stack, Switch, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useOfficeSetting } from '../settings/use-office-setting.ts'

const LONGEST = 1_000

/** Settings → Ads: the word of welcome to whoever writes from an ad (row A20). */
export function GreetingSection() {
  const { t } = useTranslation('ads')
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  return (
    <Stack gap="md">
      <SectionHeader title={t('greeting.title')} hint={t('greeting.hint')} />
      {settings && <Fields settings={settings} />}
    </Stack>
  )
}

function Fields({ settings: { greetsFromAds, adGreeting } }: { readonly settings: OfficeSettings }) {
  const { t } = useTranslation('ads')
  const isReadOnly = useSignedInStaff().role !== 'admin'
  const greets = useOfficeSetting('greetsFromAds')
  const texts = useOfficeSetting('adGreeting')
  return (
    <>
      <SavedField state={greets.state}>
        <Switch
          label={t('greeting.isOn')}
          description={t('greeting.isOnHint')}
          disabled={isReadOnly}
          checked={greetsFromAds}
          onChange={event => greets.save(event.currentTarget.checked)}
        />
      </SavedField>
      {(['tr', 'en'] as const).map(language => (
        <SavedField key={language} state={texts.state}>
          <GreetingText
            label={t(`greeting.text.${language}`)}
            value={adGreeting[language]}
            isReadOnly={isReadOnly}
            onSave={text => texts.save({ ...adGreeting, [language]: text })}
          />
        </SavedField>
      ))}
    </>
  )
}

interface GreetingTextProps {
  readonly label: string
  readonly value: string
  readonly isReadOnly: boolean
  readonly onSave: (text: string) => void
}

/** Saves on leaving; Escape keeps the old words. */
function GreetingText({ label, value, isReadOnly, onSave }: GreetingTextProps) {
  const [draft, setDraft] = useState<string | null>(null)

  function handleSave() {
    const next = draft?.trim()
    setDraft(null)
    if (next !== undefined && next !== value) onSave(next)
  }

  return (
    <Textarea
      label={label}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={LONGEST}
      disabled={isReadOnly}
      value={draft ?? value}
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={handleSave}
      onKeyDown={event => event.key === 'Escape' && setDraft(null)}
    />
  )
}
