import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import classes from './filter-chip.module.css'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly mark?: ReactNode
  /** What it is found by besides its label. */
  readonly found?: string
}

interface ChoicesChipProps<Value extends string> {
  /** What it filters by. */
  readonly label: string
  readonly clearLabel: string
  readonly searchLabel: string
  /** Said in the place of the choices while there are none. */
  readonly nothing: string
  readonly values: readonly Value[]
  readonly choices: readonly Choice<Value>[]
  readonly isOpened?: boolean
  readonly onChange: (values: Value[]) => void
  readonly onClose?: () => void
}

/** So many choices are seen at a glance. */
const AT_A_GLANCE = 9
/** A list of all countries is not drawn whole: whoever looks for one types its name. */
const MOST_SHOWN = 80

/** One filter of a list that takes several values: a chip that opens its choices, and says what it filters while it does. */
export function ChoicesChip<Value extends string>(props: ChoicesChipProps<Value>) {
  const { label, clearLabel, searchLabel, nothing, values, choices, isOpened = false, onChange, onClose } = props
  const [asked, setAsked] = useState('')
  const first = choices.find(({ value }) => value === values[0])
  const chosen = first === undefined ? '' : values.length === 1 ? first.label : `${first.label} +${values.length - 1}`
  const words = foldText(asked.trim())
  const shown = choices
    .filter(one => words === '' || foldText(`${one.label} ${one.found ?? ''}`).includes(words))
    .slice(0, MOST_SHOWN)
  return (
    <span className={classes.chip} data-is-active={values.length > 0}>
      <Menu
        position="bottom-start"
        width={250}
        closeOnItemClick={false}
        defaultOpened={isOpened}
        onClose={() => onClose?.()}
      >
        <Menu.Target>
          <UnstyledButton className={classes.open} aria-label={chosen === '' ? label : `${label}: ${chosen}`}>
            {values.length === 1 && first?.mark}
            <span className={classes.label}>{chosen === '' ? label : `${label}: ${chosen}`}</span>
            {values.length === 0 && <IconChevronDown size={14} className={classes.chevron} />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
          {choices.length > AT_A_GLANCE && (
            <Menu.Search
              value={asked}
              aria-label={searchLabel}
              placeholder={searchLabel}
              onChange={event => setAsked(event.currentTarget.value)}
            />
          )}
          {shown.length === 0 && <Menu.Label>{nothing}</Menu.Label>}
          <Menu.CheckboxGroup value={[...values]} onChange={next => onChange(next as Value[])}>
            {shown.map(choice => (
              <Menu.CheckboxItem key={choice.value} value={choice.value} rightSection={choice.mark}>
                {choice.label}
              </Menu.CheckboxItem>
            ))}
          </Menu.CheckboxGroup>
        </Menu.Dropdown>
      </Menu>
      {values.length > 0 && (
        <UnstyledButton className={classes.clear} onClick={() => onChange([])} aria-label={clearLabel}>
          <IconX size={14} />
        </UnstyledButton>
      )}
    </span>
  )
}
