import { CallOutcome, type Interaction } from '#shared/contract/leads.ts'
import { AppointmentStatus } from '#shared/domain/appointment.ts'
import { ConsentAction, ConsentChannel } from '#shared/domain/consent.ts'
import { LeadSource } from '#shared/domain/lead-source.ts'
import type { Translate, WordKey } from '#shared/i18n/keys.ts'
import type { Format } from '../../i18n/format.ts'

const consentWords = {
  granted: 'consentGranted',
  refused: 'consentRefused',
  withdrawn: 'consentWithdrawn',
} as const satisfies Record<ConsentAction, string>

const saleWords = {
  added: 'saleAdded',
  changed: 'saleChanged',
  cancelled: 'saleCancelled',
  refunded: 'saleRefunded',
  reopened: 'saleReopened',
  removed: 'saleRemoved',
} as const

/** Something that happened with a lead, as a sentence. A kind of a newer core reads as "Entry", never as its key. */
export function wordInteraction(
  { kind, data, staffId }: Interaction,
  t: Translate<'leads'>,
  format: Pick<Format, 'money' | 'dateTime'>,
): string {
  const text = (key: string) => (typeof data[key] === 'string' && data[key] !== '' ? data[key] : null)
  switch (kind) {
    case 'created': {
      const source = LeadSource.safeParse(data['source'])
      return source.success
        ? t('happened.created', { source: t(`sources.${source.data}`) })
        : t('happened.createdUnknown')
    }
    case 'status_change': {
      const [from, to] = [text('from'), text('to')]
      if (to === null) return t('happened.other')
      const reason = text('reason')
      if (reason !== null)
        return from === null
          ? t('happened.movedToBecause', { to, reason })
          : t('happened.movedBecause', { from, to, reason })
      return from === null ? t('happened.movedTo', { to }) : t('happened.moved', { from, to })
    }
    case 'assignment': {
      const name = text('toName')
      if (name === null) return t('happened.released')
      return data['toStaffId'] === staffId ? t('happened.taken', { name }) : t('happened.assignedTo', { name })
    }
    case 'note':
      return text('text') ?? t('happened.note')
    case 'ad_referral': {
      const title = text('title')
      return title === null ? t('happened.adReferral') : t('happened.adReferralTitled', { title })
    }
    case 'form_entry': {
      const form = text('form') ?? t('happened.unnamedForm')
      return data['isReturn'] === true ? t('happened.formAgain', { form }) : t('happened.formFilled', { form })
    }
    case 'identity_learned':
      return data['identity'] === 'phone' ? t('happened.phoneLearned') : t('happened.addressLearned')
    case 'merge':
      return t('happened.merged', { name: text('name') ?? '' })
    case 'merge_undone':
      return t('happened.mergeUndone', { name: text('name') ?? '' })
    case 'next_action': {
      const what = text('text')
      if (data['at'] === null) return t('happened.nextActionDone')
      return what === null ? t('happened.nextActionPlanned') : t('happened.nextActionPlannedTitled', { what })
    }
    case 'tag': {
      const name = text('name') ?? ''
      return data['isOn'] === true ? t('happened.tagged', { name }) : t('happened.untagged', { name })
    }
    case 'file': {
      const name = text('name')
      return name === null ? t('happened.file') : t('happened.fileAdded', { name })
    }
    case 'call': {
      const outcome = CallOutcome.safeParse(data['outcome'])
      return outcome.success
        ? t('happened.callEnded', { outcome: t(`callOutcomes.${outcome.data}`) })
        : t('happened.call')
    }
    case 'sale': {
      const action = saleWords[data['action'] as keyof typeof saleWords] as
        | (typeof saleWords)[keyof typeof saleWords]
        | undefined
      const { amount, currency } = data
      if (action === undefined || typeof amount !== 'number' || typeof currency !== 'string') return t('happened.other')
      const treatment = text('treatment')
      const what = treatment === null ? '' : ` · ${treatment}`
      return t(`happened.${action}`, { amount: format.money({ amount, currency }), what })
    }
    case 'consent': {
      const channel = ConsentChannel.safeParse(data['channel'])
      const action = ConsentAction.safeParse(data['action'])
      if (!channel.success || !action.success) return t('happened.other')
      return t(`happened.${consentWords[action.data]}`, { channel: t(`consentChannels.${channel.data}`) })
    }
    case 'appointment':
      return wordAppointment(data, t, format)
    case 'import':
      return t(data['isNew'] === true ? 'happened.imported' : 'happened.importedAgain', {
        file: text('fileName') ?? '',
      })
    case 'email':
    case 'sms':
    case 'whatsapp':
      return data['isInbound'] === true ? t(`outbox:received.${kind}`) : t(`happened.${kind}`)
    default:
      return t('happened.other')
  }
}

const appointmentWords = {
  booked: 'appointmentBooked',
  requested: 'appointmentRequested',
  proposed: 'appointmentProposed',
  approved: 'appointmentApproved',
  changed: 'appointmentChanged',
  moved: 'appointmentMoved',
  confirmed: 'patientConfirmed',
  change_asked: 'patientWantsChange',
  cancel_asked: 'patientWantsCancel',
} as const

const statusWords: Partial<Record<AppointmentStatus, WordKey<'leads'>>> = {
  scheduled: 'happened.appointmentScheduled',
  confirmed: 'happened.appointmentConfirmed',
  arrived: 'happened.appointmentArrived',
  done: 'happened.appointmentDone',
  no_show: 'happened.appointmentNoShow',
  cancelled: 'happened.appointmentCancelled',
}

/** "Check-up on 14.12.2026 10:00 was booked · 6 visits". */
function wordAppointment(data: Interaction['data'], t: Translate<'leads'>, format: Pick<Format, 'dateTime'>): string {
  const { startsAt, from, visits, reason } = data
  if (typeof startsAt !== 'number') return t('happened.appointment')
  const type = typeof data['type'] === 'string' ? data['type'] : t('happened.appointment')
  const values = {
    type,
    when: format.dateTime(startsAt),
    from: typeof from === 'number' ? format.dateTime(from) : '',
  }
  const status = AppointmentStatus.safeParse(data['status'])
  const known = appointmentWords[data['what'] as keyof typeof appointmentWords] as
    | (typeof appointmentWords)[keyof typeof appointmentWords]
    | undefined
  const key = known === undefined ? status.success && statusWords[status.data] : (`happened.${known}` as const)
  const sentence = key ? t(key, values) : t('happened.appointment')
  const extra = [
    ...(typeof visits === 'number' && visits > 1 ? [t('happened.visits', { count: visits })] : []),
    ...(typeof reason === 'string' && reason !== '' ? [reason] : []),
  ]
  return [sentence, ...extra].join(' · ')
}
