import { NavLink, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Page } from '../../ui/page.tsx'
import classes from './settings-page.module.css'

export interface SettingsSection {
  readonly id: string
  /** The heading above it and its neighbours. */
  readonly group: string
  readonly label: string
  readonly icon: ReactNode
  /** Said beside the label, while there is something to say. */
  readonly mark?: ReactNode
  readonly content: ComponentType
}

interface SettingsPageProps {
  /** What this person's role may see, in order. */
  readonly sections: readonly SettingsSection[]
}

/** One page with its index at the left; narrow windows have the index above. */
export function SettingsPage({ sections }: SettingsPageProps) {
  const { t } = useTranslation('settings')
  const { section: asked } = useParams({ strict: false })
  const shown = sections.find(section => section.id === asked) ?? sections[0]
  const Content = shown?.content
  return (
    <Page title={t('title')}>
      <div className={classes.settings}>
        <nav className={classes.index} aria-label={t('index')}>
          {groupsOf(sections).map(({ name, members }) => (
            <div key={name} className={classes.group} role="group" aria-label={name}>
              <Text className={classes.groupName} size="xs" fw={600} c="dimmed" aria-hidden="true">
                {name}
              </Text>
              {members.map(section => (
                <NavLink
                  key={section.id}
                  ref={section.id === shown?.id ? showInIndex : undefined}
                  label={section.label}
                  leftSection={section.icon}
                  rightSection={section.mark}
                  active={section.id === shown?.id}
                  aria-current={section.id === shown?.id ? 'page' : undefined}
                  renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: section.id }} />}
                />
              ))}
            </div>
          ))}
        </nav>
        <div className={classes.scroll}>
          <div className={classes.content}>{Content && <Content key={shown.id} />}</div>
        </div>
      </div>
    </Page>
  )
}

/** The index is longer than a small window: what is open is in sight there too. */
function showInIndex(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest' })
}

function groupsOf(sections: readonly SettingsSection[]): { name: string; members: SettingsSection[] }[] {
  return [...Map.groupBy(sections, ({ group }) => group)].map(([name, members]) => ({ name, members }))
}
