import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconMessage2Bolt, IconSettings } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { fillQuickReply, findPlaceholders } from '#shared/domain/quick-reply.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './quick-reply-menu.module.css'
import type { QuickReplyMenuState } from './use-quick-reply-menu.ts'

/** Over the composer: the office's quick replies, each as it would be sent in this chat. */
export function QuickReplyMenu({ menu }: { readonly menu: QuickReplyMenuState }) {
  const { t } = useTranslation('quickReplies')
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
        {menu.found.map(reply => {
          const filled = fillQuickReply(reply.content, menu.values)
          const isActive = reply.id === activeId
          return (
            <button
              key={reply.id}
              type="button"
              ref={isActive ? activeOption : null}
              id={menu.optionId(reply)}
              role="option"
              tabIndex={-1}
              aria-selected={isActive}
              className={classes.option}
              // The focus stays in the composer.
              onMouseDown={event => event.preventDefault()}
              onClick={() => menu.choose(reply)}
            >
              <span className={classes.name}>
                {reply.name}
                <span className={classes.language}>{reply.language.toUpperCase()}</span>
              </span>
              <span className={classes.text} data-open={findPlaceholders(filled).length > 0 || undefined}>
                {filled}
              </span>
            </button>
          )
        })}
      </div>
      <div className={classes.foot}>
        <span>{t('keys')}</span>
        <Link
          to="/settings/$section"
          params={{ section: 'replies' }}
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

export function QuickReplyButton({ menu }: { readonly menu: QuickReplyMenuState }) {
  const { t } = useTranslation('quickReplies')
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
