import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { createContext, useContext } from 'react'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import type { LeadsSearch } from '../leads/leads-search.ts'
import classes from './overview.module.css'
import { leadsBehind, type OverviewSearch } from './overview-search.ts'

const Asked = createContext<OverviewSearch>({})
export const AskedProvider = Asked.Provider

interface DrillDownProps {
  readonly about: LeadsSearch
  /** What it is, where the number alone would say nothing. */
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A number that opens the leads it counts. */
export function DrillDown({ about, label, className = classes.number, children }: DrillDownProps) {
  const asked = useContext(Asked)
  const { role } = useSignedInStaff()
  return (
    <Link
      to="/leads"
      search={leadsBehind(asked, about, { seesAll: seesAllLeads(role) })}
      className={className}
      aria-label={label}
    >
      {children}
    </Link>
  )
}
