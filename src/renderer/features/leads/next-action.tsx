import { Button, Group, Stack, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { IconCalendarEvent, IconCheck, IconPencil } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './lead-card.module.css'
import { fromPicked, quickMoments, toPicked } from './picked-moment.ts'

/** What is to be done for the person next. Past and not taken away, it says so. */
export function NextAction({ lead }: { readonly lead: Lead }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const [isEditing, setIsEditing] = useState(false)
  const saving = useMutation({
    mutationFn: (next: { at: number | null; text: string | null }) => rpc.leads.setNextAction({ id: lead.id, ...next }),
    onSuccess: saved => {
      queries.setQueryData(api.leads.get.queryKey({ input: { id: saved.id } }), saved)
      setIsEditing(false)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.leads.key() }),
  })
  const { nextActionAt: at, nextActionText: text } = lead
  const isOverdue = at !== null && at < now
  return (
    <section className={classes.section} aria-label={t('nextAction')}>
      <h3 className={classes.sectionTitle}>{t('nextAction')}</h3>
      {isEditing ? (
        <NextActionFields
          lead={lead}
          isSaving={saving.isPending}
          onSave={saving.mutate}
          onCancel={() => setIsEditing(false)}
        />
      ) : at === null ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCalendarEvent size={16} stroke={1.6} />}
          onClick={() => setIsEditing(true)}
        >
          {t('planNextAction')}
        </Button>
      ) : (
        <>
          <div className={classes.nextAction} data-is-overdue={isOverdue}>
            <time dateTime={new Date(at).toISOString()} className="tabular">
              {format.dateTime(at)}
            </time>
            {isOverdue && <span className={classes.overdue}>{t('overdue')}</span>}
          </div>
          {text !== null && <div className={classes.nextActionText}>{text}</div>}
          <Group gap={6} mt={8}>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconCheck size={16} stroke={1.6} />}
              loading={saving.isPending}
              onClick={() => saving.mutate({ at: null, text: null })}
            >
              {t('nextActionDone')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPencil size={16} stroke={1.6} />}
              onClick={() => setIsEditing(true)}
            >
              {t('changeNextAction')}
            </Button>
          </Group>
        </>
      )}
    </section>
  )
}

interface NextActionFieldsProps {
  readonly lead: Lead
  readonly isSaving: boolean
  readonly onSave: (next: { at: number; text: string }) => void
  readonly onCancel: () => void
}

function NextActionFields({ lead, isSaving, onSave, onCancel }: NextActionFieldsProps) {
  const { t } = useTranslation('leads')
  const timeZone = useTimeZone()
  const [text, setText] = useState(lead.nextActionText ?? '')
  const [picked, setPicked] = useState(() =>
    lead.nextActionAt === null ? null : toPicked(lead.nextActionAt, timeZone),
  )
  const at = picked === null ? null : fromPicked(picked, timeZone)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (at !== null) onSave({ at, text: text.trim() })
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onCancel()
      }}
    >
      <Stack gap={8}>
        <TextInput
          autoFocus
          label={t('nextActionWhat')}
          placeholder={t('nextActionPlaceholder')}
          maxLength={200}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <Group gap={6} role="group" aria-label={t('nextActionQuick')}>
          {quickMoments(coreNow(), timeZone).map(({ key, at: moment }) => (
            <Button
              key={key}
              variant={at === moment ? 'light' : 'default'}
              size="compact-xs"
              aria-pressed={at === moment}
              onClick={() => setPicked(toPicked(moment, timeZone))}
            >
              {t(`quickMoments.${key}`)}
            </Button>
          ))}
        </Group>
        <MomentPicker label={t('nextActionWhen')} value={picked} onChange={setPicked} />
        <Group gap={6}>
          <Button type="submit" size="compact-sm" disabled={at === null} loading={isSaving}>
            {t('save')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface MomentPickerProps {
  readonly label: string
  readonly value: string | null
  readonly maxDate?: string
  readonly onChange: (value: string | null) => void
}

/** A day and an hour, picked and never typed. */
export function MomentPicker({ label, value, maxDate, onChange }: MomentPickerProps) {
  const { t, i18n } = useTranslation('leads')
  return (
    <DateTimePicker
      label={label}
      placeholder={t('pickMoment')}
      valueFormat={i18n.language === 'tr' ? 'DD.MM.YYYY HH:mm' : 'MM/DD/YYYY h:mm A'}
      timePickerProps={{ format: i18n.language === 'tr' ? '24h' : '12h', withDropdown: true }}
      popoverProps={{ withinPortal: true }}
      submitButtonProps={{ 'aria-label': t('takeMoment') }}
      nextLabel={t('nextMonth')}
      previousLabel={t('previousMonth')}
      value={value}
      onChange={onChange}
      {...(maxDate === undefined ? {} : { maxDate })}
    />
  )
}
