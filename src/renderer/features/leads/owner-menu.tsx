import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconUserCircle } from '@tabler/icons-react'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import classes from './marks.module.css'
import { useLeadChanges } from './use-lead-changes.ts'
import { useColleagues } from './use-office-people.ts'

interface OwnerMenuProps {
  readonly leadId: LeadId
  readonly ownerId: StaffId | null
  readonly isOpen?: boolean
  readonly onToggle?: (isOpen: boolean) => void
}

const NOBODY = 'nobody'

/** The consultant of a lead, and the menu that gives it to another or back to the pool. The person at this window comes first. */
export function OwnerMenu({ leadId, ownerId, isOpen, onToggle }: OwnerMenuProps) {
  const { t } = useTranslation('leads')
  const me = useSignedInStaff()
  const { active, colleagueOf } = useColleagues()
  const { assign } = useLeadChanges(leadId)
  const owner = ownerId === null ? t('nobody') : (colleagueOf(ownerId)?.name ?? t('someone'))
  const others = active.filter(colleague => colleague.id !== me.id)
  return (
    <Menu
      position="bottom-start"
      // The focus begins on the present choice, from where arrows and letters go on.
      withInitialFocusPlaceholder={false}
      {...(isOpen === undefined ? {} : { opened: isOpen })}
      {...(onToggle === undefined ? {} : { onChange: onToggle })}
    >
      <Menu.Target>
        <UnstyledButton className={classes.chip} aria-label={t('assign', { owner })}>
          <span className={classes.mark}>
            <IconUserCircle size={16} stroke={1.6} className={classes.chevron} />
            <span className={classes.label}>{owner}</span>
          </span>
          <IconChevronDown size={14} className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.RadioGroup
          value={ownerId ?? NOBODY}
          onChange={value => assign(value === NOBODY ? null : (value as StaffId))}
        >
          <Menu.RadioItem value={me.id} data-autofocus={ownerId === me.id || undefined} closeMenuOnClick>
            {t('me', { name: me.name })}
          </Menu.RadioItem>
          {others.map(colleague => (
            <Menu.RadioItem
              key={colleague.id}
              value={colleague.id}
              data-autofocus={ownerId === colleague.id || undefined}
              closeMenuOnClick
            >
              {colleague.name}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
          <Menu.RadioItem value={NOBODY} data-autofocus={ownerId === null || undefined} closeMenuOnClick>
            {t('nobody')}
          </Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
