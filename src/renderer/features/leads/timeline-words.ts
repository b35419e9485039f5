import { CallOutcome, type Interaction } from '#shared/contract/leads.ts'
import { ConsentAction, ConsentChannel } from '#shared/domain/consent.ts'
import { LeadSource } from '#shared/domain/lead-source.ts'
import type { Translate } from '#shared/i18n/keys.ts'
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
  format: Pick<Format, 'money'>,
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
    case 'import':
      return t(data['isNew'] === true ? 'happened.imported' : 'happened.importedAgain', {
        file: text('fileName') ?? '',
      })
    case 'email':
    case 'sms':
    case 'whatsapp':
    case 'appointment':
      return t(`happened.${kind}`)
    default:
      return t('happened.other')
  }
}
