import { Menu } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { useLeadChanges } from './use-lead-changes.ts'
import { useColleagues } from './use-office-people.ts'

interface AssignSubMenuProps {
  readonly leadId: LeadId
  readonly ownerId: StaffId | null
}

const NOBODY = 'nobody'

/** In a menu that moves a lead to a stage: whose it is, and to whom it can be given on the same way. */
export function AssignSubMenu({ leadId, ownerId }: AssignSubMenuProps) {
  const { t } = useTranslation('leads')
  const me = useSignedInStaff()
  const { active, colleagueOf } = useColleagues()
  const { assign } = useLeadChanges(leadId)
  const owner = ownerId === null ? t('nobody') : (colleagueOf(ownerId)?.name ?? t('someone'))
  return (
    <>
      <Menu.Divider />
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconUserCircle size={16} stroke={1.6} />}>
            {t('owner')}: {owner}
          </Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          <Menu.RadioGroup
            value={ownerId ?? NOBODY}
            onChange={value => assign(value === NOBODY ? null : (value as StaffId))}
          >
            <Menu.RadioItem value={me.id} closeMenuOnClick>
              {t('me', { name: me.name })}
            </Menu.RadioItem>
            {active
              .filter(({ id }) => id !== me.id)
              .map(({ id, name }) => (
                <Menu.RadioItem key={id} value={id} closeMenuOnClick>
                  {name}
                </Menu.RadioItem>
              ))}
            <Menu.Divider />
            <Menu.RadioItem value={NOBODY} closeMenuOnClick>
              {t('nobody')}
            </Menu.RadioItem>
          </Menu.RadioGroup>
        </Menu.Sub.Dropdown>
      </Menu.Sub>
    </>
  )
}
