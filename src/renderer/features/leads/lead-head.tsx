import { ActionIcon, CopyButton, Menu, Tooltip } from '@mantine/core'
import {
  IconCheck,
  IconCopy,
  IconDots,
  IconDownload,
  IconGitMerge,
  IconId,
  IconPencil,
  IconPhone,
  IconTrash,
  IconUserOff,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { saveAddress } from '../../rpc/save-address.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { CountryFlag } from '../../ui/country-flag.tsx'
import { ForgetPerson } from '../privacy/forget-person.tsx'
import { AskLeadNumber } from './ask-lead-number.tsx'
import { DeleteLead } from './delete-lead.tsx'
import classes from './lead-card.module.css'
import { LeadForm } from './lead-form.tsx'
import { LeadName } from './lead-name.tsx'
import { LogCall } from './log-call.tsx'
import { MergeLead } from './merge-lead.tsx'
import { OwnerMenu } from './owner-menu.tsx'
import { PersonAvatar } from './person-avatar.tsx'
import { PhoneText } from './phone-text.tsx'
import { StageMenu } from './stage-menu.tsx'
import { TheirHour } from './their-hour.tsx'

interface LeadHeadProps {
  readonly lead: Lead
  readonly actions?: ReactNode
  readonly onDeleted: () => void
  /** On the lead's own page, which needs no way to itself. */
  readonly isOnPage?: boolean
}

/** Who it is, how to reach them, where they stand and whose they are. */
export function LeadHead({ lead, actions, onDeleted, isOnPage = false }: LeadHeadProps) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const me = useSignedInStaff()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'edit' | 'delete' | 'call' | 'merge' | 'forget' | null>(null)
  const exporting = useMutation({
    mutationFn: () => rpc.privacy.exportLead({ leadId: lead.id }),
    onSuccess: ({ url }) => saveAddress(url),
  })
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        <PersonAvatar name={lead.name} />
        <h2 className={classes.nameHeading}>
          <LeadName lead={lead} />
        </h2>
        <div className={classes.actions}>
          {actions}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('more')} size={28}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {!isOnPage && (
                <Menu.Item
                  leftSection={<IconId size={16} />}
                  onClick={() => void navigate({ to: '/leads/$leadId/page', params: { leadId: lead.id } })}
                >
                  {t('openPage')}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('edit')}>
                {t('edit')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPhone size={16} />} onClick={() => setDialog('call')}>
                {t('logCall')}
              </Menu.Item>
              <Menu.Item leftSection={<IconGitMerge size={16} />} onClick={() => setDialog('merge')}>
                {t('mergeWith')}
              </Menu.Item>
              {seesAllLeads(me.role) && (
                <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => exporting.mutate()}>
                  {t('privacy:exportFile')}
                </Menu.Item>
              )}
              {seesAllLeads(me.role) && (
                <Menu.Item color="red" leftSection={<IconUserOff size={16} />} onClick={() => setDialog('forget')}>
                  {t('privacy:forget')}
                </Menu.Item>
              )}
              {seesAllLeads(me.role) && (
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setDialog('delete')}>
                  {t('delete')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </div>
        <div className={classes.subline}>
          {lead.countryCode !== null && (
            <span title={format.country(lead.countryCode)}>
              <CountryFlag alpha2={lead.countryCode} />
            </span>
          )}
          <PhoneText phoneNumber={lead.phoneNumber} isNumberHidden={lead.isNumberHidden} />
          <AskLeadNumber lead={lead} />
          {lead.phoneNumber !== null && <CopyPhone phoneNumber={lead.phoneNumber} />}
          <TheirHour localTime={lead.localTime} />
        </div>
      </div>
      <div className={classes.chips}>
        <StageMenu leadId={lead.id} stageId={lead.stageId} ownerId={lead.ownerId} />
        <OwnerMenu leadId={lead.id} ownerId={lead.ownerId} />
      </div>
      <LeadForm isOpen={dialog === 'edit'} lead={lead} onClose={() => setDialog(null)} />
      <LogCall isOpen={dialog === 'call'} lead={lead} onClose={() => setDialog(null)} />
      <MergeLead isOpen={dialog === 'merge'} lead={lead} isOnPage={isOnPage} onClose={() => setDialog(null)} />
      {dialog === 'forget' && <ForgetPerson lead={lead} onClose={() => setDialog(null)} onForgotten={onDeleted} />}
      <DeleteLead isOpen={dialog === 'delete'} lead={lead} onClose={() => setDialog(null)} onDeleted={onDeleted} />
    </header>
  )
}

function CopyPhone({ phoneNumber }: { readonly phoneNumber: string }) {
  const { t } = useTranslation('leads')
  return (
    <CopyButton value={phoneNumber}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('copied') : t('copyPhone')}>
          <ActionIcon size={22} onClick={copy} aria-label={copied ? t('copied') : t('copyPhone')}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
