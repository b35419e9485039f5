import { Button, Group, Menu, SegmentedControl } from '@mantine/core'
import { IconArrowsSort } from '@tabler/icons-react'
import { LeadSort } from '#shared/contract/lead-filter.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { LeadsSearch } from '../leads/leads-search.ts'

interface LayoutSwitchProps {
  readonly search: LeadsSearch
  readonly onChange: (changed: LeadsSearch) => void
}

/** Table or board; the board has no headers to sort by, so its order stands beside the switch. */
export function LayoutSwitch({ search, onChange }: LayoutSwitchProps) {
  const { t } = useTranslation('leadBoard')
  const sort = search.sort ?? 'created'
  return (
    <Group gap="xs" wrap="nowrap">
      {search.layout === 'board' && (search.q ?? '') === '' && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconArrowsSort size={14} />}
              aria-label={`${t('sortBy')}: ${t(`sort.${sort}`)}`}
            >
              {t(`sort.${sort}`)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.RadioGroup
              value={sort}
              onChange={value =>
                onChange({ sort: value === 'created' ? undefined : (value as LeadsSearch['sort']), dir: undefined })
              }
            >
              {LeadSort.options.map(one => (
                <Menu.RadioItem key={one} value={one} data-autofocus={one === sort || undefined} closeMenuOnClick>
                  {t(`sort.${one}`)}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
      )}
      <SegmentedControl
        size="xs"
        aria-label={t('layout')}
        value={search.layout ?? 'table'}
        data={[
          { value: 'table', label: t('table') },
          { value: 'board', label: t('board') },
        ]}
        onChange={layout => onChange({ layout: layout === 'board' ? 'board' : undefined })}
      />
    </Group>
  )
}
