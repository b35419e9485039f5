import { Button, Menu, UnstyledButton } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChoicesChip } from '../../ui/choices-chip.tsx'
import chip from '../../ui/filter-chip.module.css'
import { SearchField } from '../../ui/search-field.tsx'
import { ConsentChip } from './consent-chip.tsx'
import { DaysChip } from './days-chip.tsx'
import {
  isFilterSet,
  isSwitch,
  LEAD_FILTERS,
  type LeadFilterName,
  SHOWN_ALWAYS,
  SWITCHED_ON,
} from './lead-filter-names.ts'
import classes from './leads-page.module.css'
import { isFiltering, type LeadsSearch } from './leads-search.ts'
import { NextActionChip } from './next-action-chip.tsx'
import { PassedChip } from './passed-chip.tsx'
import { PeriodChip } from './period-chip.tsx'
import { CHOICE_FILTERS, type ChoiceFilter, useFilterChoices } from './use-filter-choices.tsx'

interface LeadFiltersProps {
  readonly search: LeadsSearch
  readonly onChange: (changed: LeadsSearch) => void
  readonly onClear: () => void
}

/** What the list is filtered by, each a chip; the others wait behind one button. */
export function LeadFilters({ search, onChange, onClear }: LeadFiltersProps) {
  const { t } = useTranslation('leads')
  const { t: tLists } = useTranslation('leadLists')
  const choices = useFilterChoices()
  /** Chosen from the menu and not set yet: its chip is there already, opened. */
  const [begun, setBegun] = useState<LeadFilterName | null>(null)
  const isShown = (name: LeadFilterName) => SHOWN_ALWAYS.includes(name) || name === begun || isFilterSet(search, name)
  const addButton = useRef<HTMLButtonElement>(null)
  const isClearing = useRef(false)
  const hidden = LEAD_FILTERS.filter(name => name !== 'run' && !isShown(name))

  // A chip that goes takes the focus along: it stays in the bar.
  useEffect(() => {
    if (!isClearing.current || document.activeElement !== document.body) return
    isClearing.current = false
    addButton.current?.focus()
  })

  function handleClick(event: React.MouseEvent) {
    isClearing.current = event.target instanceof Node && clearOfChip(event.target)?.contains(event.target) === true
  }

  /** Delete on a chip is its cross. */
  function handleKeyDown(event: React.KeyboardEvent) {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return
    if (!(event.target instanceof HTMLButtonElement)) return
    const clear = clearOfChip(event.target)
    if (clear === null) return
    event.preventDefault()
    clear.click()
  }

  function handleAdd(name: LeadFilterName) {
    if (isSwitch(name) && name !== 'run') onChange(SWITCHED_ON[name])
    else setBegun(name)
  }

  return (
    <div
      className={classes.filters}
      role="search"
      aria-label={t('filters')}
      onClickCapture={handleClick}
      onKeyDown={handleKeyDown}
    >
      <SearchField
        name="leads"
        className={classes.search}
        label={t('search')}
        clearLabel={t('clearSearch')}
        value={search.q ?? ''}
        onChange={q => onChange({ q })}
      />
      {LEAD_FILTERS.filter(isShown).map(name => (
        <span key={name} className={classes.filter} data-filter={name}>
          {chipOf(name)}
        </span>
      ))}
      {hidden.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              ref={addButton}
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
            >
              {tLists('addFilter')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
            {hidden.map(name => (
              <Menu.Item key={name} onClick={() => handleAdd(name)}>
                {tLists(`filters.${name}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {isFiltering(search) && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      )}
    </div>
  )

  function chipOf(name: LeadFilterName) {
    const label = tLists(`filters.${name}`)
    const common = { label, isOpened: name === begun, onClose: () => setBegun(null) }
    if (isChoice(name)) return choicesOf(name, common)
    switch (name) {
      case 'created':
      case 'contacted':
        return (
          <PeriodChip
            {...common}
            value={search[name] ?? null}
            onChange={value => onChange({ [name]: value ?? undefined })}
          />
        )
      case 'uncalled':
      case 'silent':
        return (
          <DaysChip
            {...common}
            value={search[name] ?? null}
            onChange={value => onChange({ [name]: value ?? undefined })}
          />
        )
      case 'passed':
        return <PassedChip {...common} value={search.passed ?? null} onChange={passed => onChange({ passed })} />
      case 'next':
        return <NextActionChip {...common} value={search.next ?? null} onChange={next => onChange({ next })} />
      case 'consent':
        return <ConsentChip {...common} value={search.consent ?? null} onChange={consent => onChange({ consent })} />
      case 'unanswered':
      case 'unregistered':
      case 'ads':
      case 'visit':
      case 'tests':
      case 'run':
        return (
          <span className={chip.chip} data-is-active>
            <span className={chip.open}>
              <span className={chip.label}>{label}</span>
            </span>
            <UnstyledButton
              className={chip.clear}
              aria-label={tLists('clearFilter', { filter: label })}
              onClick={() => onChange({ [name]: undefined })}
            >
              <IconX size={14} />
            </UnstyledButton>
          </span>
        )
    }
  }

  function choicesOf<Name extends ChoiceFilter>(
    name: Name,
    common: { label: string; isOpened: boolean; onClose: () => void },
  ) {
    return (
      <ChoicesChip<string>
        {...common}
        clearLabel={tLists('clearFilter', { filter: common.label })}
        searchLabel={tLists('findChoice')}
        nothing={tLists('noChoice')}
        values={search[name] ?? []}
        choices={choices[name]}
        onChange={values => onChange({ [name]: values.length === 0 ? undefined : values })}
      />
    )
  }
}

/** The cross of the chip that somebody is on. */
function clearOfChip(target: EventTarget): HTMLButtonElement | null {
  return target instanceof Element
    ? (target.closest('[data-filter]')?.querySelector<HTMLButtonElement>(`.${chip.clear}`) ?? null)
    : null
}

function isChoice(name: LeadFilterName): name is ChoiceFilter {
  return (CHOICE_FILTERS as readonly string[]).includes(name)
}
