import { Badge, Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConsentText } from '#shared/contract/consents.ts'
import { type ConsentTextId, type ConsentWordingId, newId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useLanguageOptions } from '../leads/use-language-options.ts'
import classes from './consents-section.module.css'

/** The texts that the office asks consent with. A new wording is a new version: what people agreed to stays theirs. */
export function ConsentTexts() {
  const { t } = useTranslation('consents')
  const format = useFormat()
  const queries = useQueryClient()
  const isAdmin = useSignedInStaff().role === 'admin'
  const { data: texts = [], error, refetch } = useQuery(api.consents.texts.list.queryOptions())
  const [edited, setEdited] = useState<ConsentText | 'new' | null>(null)
  const archiving = useMutation({
    mutationFn: ({ id, isArchived }: ConsentText) => rpc.consents.texts.archive({ id, isArchived: !isArchived }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.consents.texts.key() }),
  })
  return (
    <Stack gap="md">
      <SectionHeader
        title={t('consents:texts')}
        hint={t('consents:textsHint')}
        action={
          isAdmin && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
              {t('consents:addText')}
            </Button>
          )
        }
      />
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {texts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('consents:noTexts')}
        </Text>
      )}
      <ul className={classes.events}>
        {texts.map(text => (
          <li key={text.id} className={classes.event}>
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <div>
                <strong>{text.name}</strong>{' '}
                {text.isArchived && (
                  <Badge variant="default" size="sm" tt="none" fw={500}>
                    {t('consents:archived')}
                  </Badge>
                )}
                <div className={classes.foot}>
                  {t('consents:versionSince', {
                    number: text.wording.number,
                    date: format.date(text.wording.createdAt),
                    language: text.language.toUpperCase(),
                  })}
                </div>
              </div>
              {isAdmin && (
                <Group gap={6} wrap="nowrap">
                  <Button variant="default" size="compact-sm" onClick={() => setEdited(text)}>
                    {t('consents:editText')}
                  </Button>
                  <Button variant="subtle" color="gray" size="compact-sm" onClick={() => archiving.mutate(text)}>
                    {text.isArchived ? t('consents:restoreText') : t('consents:archiveText')}
                  </Button>
                </Group>
              )}
            </Group>
            <blockquote className={classes.words}>{text.wording.body}</blockquote>
          </li>
        ))}
      </ul>
      {edited !== null && (
        <TextDialog
          key={edited === 'new' ? 'new' : edited.id}
          text={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Stack>
  )
}

function TextDialog({ text, onClose }: { readonly text: ConsentText | null; readonly onClose: () => void }) {
  const { t } = useTranslation('consents')
  const locale = useLocale()
  const queries = useQueryClient()
  const languages = useLanguageOptions()
  const [ids] = useState(() => ({ id: newId<ConsentTextId>(), wordingId: newId<ConsentWordingId>() }))
  const [name, setName] = useState(text?.name ?? '')
  const [language, setLanguage] = useState<string>(text?.language ?? locale)
  const [body, setBody] = useState(text?.wording.body ?? '')
  const words = { name: name.trim(), language, body: body.trim() }
  const isComplete = words.name !== '' && words.body !== ''
  const saving = useMutation({
    mutationFn: () =>
      text === null
        ? rpc.consents.texts.create({ ...ids, ...words })
        : rpc.consents.texts.update({ id: text.id, version: text.version, wordingId: ids.wordingId, ...words }),
    meta: { isProblemShown: true },
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: api.consents.texts.key() }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={text === null ? t('consents:addText') : t('consents:editTitle', { name: text.name })}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (isComplete) saving.mutate()
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('consents:textName')}
            maxLength={80}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Select
            label={t('consents:textLanguage')}
            data={languages}
            value={language}
            allowDeselect={false}
            searchable
            onChange={value => value !== null && setLanguage(value)}
          />
          <Textarea
            label={t('consents:textBody')}
            description={text === null ? undefined : t('consents:newVersionHint')}
            autosize
            minRows={6}
            maxRows={16}
            maxLength={20_000}
            value={body}
            onChange={event => setBody(event.currentTarget.value)}
          />
          {saving.error && <ProblemNotice error={saving.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" disabled={!isComplete} loading={saving.isPending}>
              {t('consents:saveText')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
