import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './filter-chip.module.css'

interface FilterOption<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly mark?: ReactNode
}

interface FilterChipProps<Value extends string> {
  /** What it filters by, while it filters nothing. */
  readonly label: string
  /** The choice that filters nothing. */
  readonly anyLabel: string
  readonly clearLabel: string
  readonly value: Value | null
  readonly options: readonly FilterOption<Value>[]
  /** Whether it begins opened. */
  readonly isOpened?: boolean
  readonly onChange: (value: Value | null) => void
  readonly onClose?: () => void
}

const ANY = ''

/** One filter of a list: a chip that opens its choices, and says what it filters while it does. */
export function FilterChip<Value extends string>(props: FilterChipProps<Value>) {
  const { label, anyLabel, clearLabel, value, options, isOpened = false, onChange, onClose } = props
  const chosen = options.find(option => option.value === value)
  return (
    <span className={classes.chip} data-is-active={value !== null}>
      <Menu position="bottom-start" width={220} defaultOpened={isOpened} onClose={() => onClose?.()}>
        <Menu.Target>
          <UnstyledButton className={classes.open} aria-label={chosen ? `${label}: ${chosen.label}` : label}>
            {chosen?.mark}
            <span className={classes.label}>{chosen?.label ?? label}</span>
            {value === null && <IconChevronDown size={14} className={classes.chevron} />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          <Menu.RadioGroup
            value={value ?? ANY}
            onChange={next => onChange(options.find(option => option.value === next)?.value ?? null)}
          >
            <Menu.RadioItem value={ANY} closeMenuOnClick>
              {anyLabel}
            </Menu.RadioItem>
            {options.map(option => (
              <Menu.RadioItem key={option.value} value={option.value} closeMenuOnClick rightSection={option.mark}>
                {option.label}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      {value !== null && (
        <UnstyledButton className={classes.clear} onClick={() => onChange(null)} aria-label={clearLabel}>
          <IconX size={14} />
        </UnstyledButton>
      )}
    </span>
  )
}
