import { Popover, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './filter-chip.module.css'

interface PopoverChipProps {
  readonly label: string
  readonly clearLabel: string
  /** What it filters now, in words; null while it filters nothing. */
  readonly chosen: string | null
  readonly isOpened?: boolean
  /** What is chosen in; it is given the way to close. */
  readonly children: (close: () => void) => ReactNode
  readonly onClear: () => void
  readonly onClose?: () => void
}

/** One filter of a list whose choice is more than a list of values. */
export function PopoverChip(props: PopoverChipProps) {
  const { label, clearLabel, chosen, isOpened: opensAtOnce = false, children, onClear, onClose } = props
  const [isOpened, setIsOpened] = useState(opensAtOnce)

  function handleToggle(opens: boolean) {
    setIsOpened(opens)
    if (!opens) onClose?.()
  }

  return (
    <span className={classes.chip} data-is-active={chosen !== null}>
      <Popover position="bottom-start" opened={isOpened} onChange={handleToggle} trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton
            className={classes.open}
            aria-label={chosen === null ? label : `${label}: ${chosen}`}
            onClick={() => handleToggle(!isOpened)}
          >
            <span className={classes.label}>{chosen === null ? label : `${label}: ${chosen}`}</span>
            {chosen === null && <IconChevronDown size={14} className={classes.chevron} />}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p="xs">{children(() => handleToggle(false))}</Popover.Dropdown>
      </Popover>
      {chosen !== null && (
        <UnstyledButton className={classes.clear} onClick={onClear} aria-label={clearLabel}>
          <IconX size={14} />
        </UnstyledButton>
      )}
    </span>
  )
}
