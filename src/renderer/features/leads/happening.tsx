import { Button } from '@mantine/core'
import {
  IconAddressBook,
  IconArrowRight,
  IconArrowsSplit2,
  IconCalendarCheck,
  IconCalendarEvent,
  IconCircleDot,
  IconFileImport,
  IconForms,
  IconGitMerge,
  IconMail,
  IconMessage2,
  IconNote,
  IconPaperclip,
  IconPhone,
  IconShieldCheck,
  IconSparkles,
  IconSpeakerphone,
  IconTag,
  IconUserCircle,
} from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Interaction } from '#shared/contract/leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './lead-card.module.css'
import { wordInteraction } from './timeline-words.ts'
import { useColleagues } from './use-office-people.ts'

const icons: Partial<Record<Interaction['kind'], typeof IconNote>> = {
  created: IconSparkles,
  status_change: IconArrowRight,
  assignment: IconUserCircle,
  note: IconNote,
  call: IconPhone,
  file: IconPaperclip,
  import: IconFileImport,
  email: IconMail,
  sms: IconMessage2,
  next_action: IconCalendarEvent,
  appointment: IconCalendarCheck,
  ad_referral: IconSpeakerphone,
  form_entry: IconForms,
  identity_learned: IconAddressBook,
  consent: IconShieldCheck,
  tag: IconTag,
  merge: IconGitMerge,
  merge_undone: IconArrowsSplit2,
}

/** Kinds whose sentence says what it was, and whose text follows it. */
const WITH_TEXT = new Set<Interaction['kind']>(['call', 'import', 'email', 'sms', 'whatsapp'])

interface HappeningProps {
  readonly happening: Interaction
  /** Notes and calls in full, where there is room. */
  readonly isWhole?: boolean
}

/** One thing that happened with a lead. A merge that can still be undone says until when. */
export function Happening({ happening, isWhole = false }: HappeningProps) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow(60_000)
  const { colleagueOf } = useColleagues()
  const Icon = icons[happening.kind] ?? IconCircleDot
  const by = colleagueOf(happening.staffId)?.name ?? (happening.staffId === null ? t('system') : t('someone'))
  const text = wordInteraction(happening, t, format)
  const isWritten = happening.kind === 'note' || happening.kind === 'call'
  const callText = WITH_TEXT.has(happening.kind) ? happening.data['text'] : null
  return (
    <li className={classes.happening}>
      <Icon size={16} stroke={1.6} className={classes.happeningIcon} aria-hidden />
      <div>
        <div
          className={happening.kind !== 'note' ? classes.happeningText : isWhole ? classes.note : classes.happeningNote}
          title={isWhole && isWritten ? undefined : text}
        >
          {text}
        </div>
        {typeof callText === 'string' && callText !== '' && (
          <div className={isWhole ? classes.note : classes.happeningNote}>{callText}</div>
        )}
        <div className={classes.noteFoot}>
          <time dateTime={new Date(happening.happenedAt).toISOString()} className="tabular">
            {format.moment(happening.happenedAt, now)}
          </time>
          {' · '}
          {by}
        </div>
        {happening.undoUntil !== null && happening.undoUntil > now && (
          <UndoMerge happening={happening} undoUntil={happening.undoUntil} />
        )}
      </div>
    </li>
  )
}

function UndoMerge({ happening, undoUntil }: { readonly happening: Interaction; readonly undoUntil: number }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const queries = useQueryClient()
  const undoing = useMutation({
    mutationFn: () => rpc.leads.undoMerge({ interactionId: happening.id }),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <div className={classes.undo}>
      <Button variant="default" size="compact-xs" loading={undoing.isPending} onClick={() => undoing.mutate()}>
        {t('undoMerge')}
      </Button>
      <span className={classes.noteFoot}>{t('undoMergeUntil', { date: format.date(undoUntil) })}</span>
    </div>
  )
}
