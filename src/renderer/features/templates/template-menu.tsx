import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconMessage2Bolt, IconPaperclip, IconSettings } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { findPlaceholders } from '#shared/domain/template.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './template-menu.module.css'
import type { TemplateMenuState } from './use-template-menu.ts'
import { wordTemplate } from './word-template.ts'

/** Over the composer: the office's templates, each as it would be sent in this chat. */
export function TemplateMenu({ menu }: { readonly menu: TemplateMenuState }) {
  const { t } = useTranslation('templates')
  const activeOption = useRef<HTMLButtonElement>(null)
  const activeId = menu.active?.id
  useEffect(() => {
    if (activeId !== undefined) activeOption.current?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  if (!menu.isOpen) return null
  return (
    <div className={classes.menu}>
      <VisuallyHidden role="status" aria-live="polite">
        {t('found', { count: menu.found.length })}
      </VisuallyHidden>
      {menu.found.length === 0 && (
        <p className={classes.empty}>{menu.search === '' ? t('none') : t('noneFound', { search: menu.search })}</p>
      )}
      <div role="listbox" id={menu.listId} aria-label={t('title')} className={classes.list}>
        {menu.found.map(template => {
          const { text, language } = wordTemplate(template, menu.facts)
          const isActive = template.id === activeId
          return (
            <button
              key={template.id}
              type="button"
              ref={isActive ? activeOption : null}
              id={menu.optionId(template)}
              role="option"
              tabIndex={-1}
              aria-selected={isActive}
              className={classes.option}
              // The focus stays in the composer.
              onMouseDown={event => event.preventDefault()}
              onClick={() => menu.choose(template)}
            >
              <span className={classes.name}>
                {template.name}
                <span className={classes.language}>{language.toUpperCase()}</span>
                {template.files.length > 0 && (
                  <span className={classes.language}>
                    <IconPaperclip size={12} aria-label={t('withFiles', { count: template.files.length })} />
                  </span>
                )}
              </span>
              <span className={classes.text} data-open={findPlaceholders(text).length > 0 || undefined}>
                {text}
              </span>
            </button>
          )
        })}
      </div>
      <div className={classes.foot}>
        <span>{t('keys')}</span>
        <Link
          to="/settings/$section"
          params={{ section: 'templates' }}
          className={classes.manage}
          onMouseDown={event => event.preventDefault()}
        >
          <IconSettings size={14} aria-hidden="true" />
          {t('manage')}
        </Link>
      </div>
    </div>
  )
}

export function TemplateButton({ menu }: { readonly menu: TemplateMenuState }) {
  const { t } = useTranslation('templates')
  return (
    <Tooltip label={t('openHint')}>
      <ActionIcon
        size={36}
        aria-label={t('open')}
        aria-expanded={menu.isOpen}
        onMouseDown={event => event.preventDefault()}
        onClick={menu.toggle}
      >
        <IconMessage2Bolt size={20} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
