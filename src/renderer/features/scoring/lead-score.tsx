import { Badge, Popover, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import classes from './scoring.module.css'
import { signed } from './signed.ts'

/** The score of a lead; a click says point by point where it comes from. */
export function LeadScore({ leadId }: { readonly leadId: LeadId }) {
  const { t } = useTranslation('scoring')
  const { data: score } = useQuery(api.scoring.ofLead.queryOptions({ input: { leadId } }))
  if (score === undefined) return null
  return (
    <Popover position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton aria-label={t('explain', { score: score.total })}>
          <Badge variant="default" tt="none" fw={600} className="tabular">
            {t('score', { score: score.total })}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <strong className={classes.title}>{t('why')}</strong>
        {score.parts.length === 0 && <p className={classes.none}>{t('noPoints')}</p>}
        <ul className={classes.parts}>
          {score.parts.map(({ rule, points }) => (
            <li key={rule}>
              <span className={`tabular ${classes.points}`} data-is-taken={points < 0}>
                {signed(points)}
              </span>
              {t(`rules.${rule}`)}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
