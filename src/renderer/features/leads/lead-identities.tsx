import { IconAt, IconBrandWhatsapp, IconMail, IconPhone } from '@tabler/icons-react'
import type { Lead } from '#shared/contract/leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './lead-card.module.css'

const icons = { phone: IconPhone, whatsapp_lid: IconBrandWhatsapp, email: IconMail, username: IconAt }

/** Everything the person is known by. WhatsApp's internal id is no number: it is said in words. */
export function LeadIdentities({ lead }: { readonly lead: Lead }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const isOnWhatsApp = lead.identities.some(({ kind }) => kind === 'whatsapp_lid')
  const shown = lead.identities.filter(({ kind }) => kind !== 'whatsapp_lid')
  return (
    <section className={classes.section} aria-label={t('identities')}>
      <h3 className={classes.sectionTitle}>{t('identities')}</h3>
      <ul className={classes.identities}>
        {shown.map(({ kind, value }) => {
          const Icon = icons[kind]
          return (
            <li key={`${kind} ${value}`}>
              <Icon size={16} stroke={1.6} className={classes.happeningIcon} aria-hidden />
              <span className={kind === 'phone' ? 'tabular' : undefined}>
                {kind === 'phone' ? format.phone(value) : value}
              </span>
            </li>
          )
        })}
        {isOnWhatsApp && (
          <li>
            <IconBrandWhatsapp size={16} stroke={1.6} className={classes.happeningIcon} aria-hidden />
            <span>{lead.isNumberHidden ? t('whatsappHidden') : t('whatsappKnown')}</span>
          </li>
        )}
        {lead.identities.length === 0 && <li className={classes.noteFoot}>{t('noIdentities')}</li>}
      </ul>
    </section>
  )
}
