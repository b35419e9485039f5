import { Button, Modal, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Brand } from '#shared/contract/brands.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { BrandCard } from './brand-card.tsx'
import { BrandForm } from './brand-form.tsx'
import { MetaQuestions } from './meta-questions.tsx'
import { SetUpGuide } from './set-up-guide.tsx'

/** Settings → Meta: the office's brands with their pages (rows C1, C9), and what is to be done at Meta's side. */
export function MetaSection() {
  const { t } = useTranslation('meta')
  const isAdmin = useSignedInStaff().role === 'admin'
  const [tab, setTab] = useState<string | null>('brands')
  const [isAdding, adding] = useDisclosure(false)
  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('title')}
        hint={t('hint')}
        action={
          <DisabledReason reason={isAdmin ? null : t('onlyAdmins')}>
            <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
              {t('addBrand')}
            </Button>
          </DisabledReason>
        }
      />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="brands">{t('tabs.brands')}</Tabs.Tab>
          <Tabs.Tab value="guide">{t('tabs.guide')}</Tabs.Tab>
          <Tabs.Tab value="questions">{t('tabs.questions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="brands">
          <Brands isAdmin={isAdmin} />
        </Tabs.Panel>
        <Tabs.Panel value="guide">
          <SetUpGuide />
        </Tabs.Panel>
        <Tabs.Panel value="questions">
          <MetaQuestions />
        </Tabs.Panel>
      </Tabs>
      <Modal
        opened={isAdding}
        onClose={adding.close}
        title={t('addBrand')}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        <BrandForm onClose={adding.close} />
      </Modal>
    </Stack>
  )
}

function Brands({ isAdmin }: { readonly isAdmin: boolean }) {
  const { t } = useTranslation('meta')
  const brands = useQuery(api.brands.list.queryOptions())
  const connections = useQuery(api.meta.connections.queryOptions())
  const error = brands.error ?? connections.error
  if (error)
    return <ProblemNotice error={error} onRetry={() => void Promise.all([brands.refetch(), connections.refetch()])} />
  if (!brands.data || !connections.data) return <Skeleton height={220} />
  const shown = brands.data.filter(brand => !brand.isArchived)
  const archived = brands.data.filter(brand => brand.isArchived)
  return (
    <Stack gap="md">
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('empty')}
        </Text>
      )}
      {shown.map(brand => (
        <BrandCard
          key={brand.id}
          brand={brand}
          connection={connections.data.find(({ brandId }) => brandId === brand.id)}
          isAdmin={isAdmin}
        />
      ))}
      {archived.length > 0 && <ArchivedBrands brands={archived} isAdmin={isAdmin} />}
    </Stack>
  )
}

function ArchivedBrands({ brands, isAdmin }: { readonly brands: readonly Brand[]; readonly isAdmin: boolean }) {
  const { t } = useTranslation('meta')
  const queries = useQueryClient()
  const restore = useMutation(
    api.brands.setArchived.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.brands.key() }),
    }),
  )
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={3}>{t('archivedBrands')}</Title>
      {brands.map(({ id, name }) => (
        <Text key={id} size="sm" c="dimmed">
          {name}
          {isAdmin && (
            <Button
              ms="sm"
              size="compact-xs"
              variant="default"
              onClick={() => restore.mutate({ id, isArchived: false })}
            >
              {t('restore')}
            </Button>
          )}
        </Text>
      ))}
    </Stack>
  )
}
