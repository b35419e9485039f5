import {
  ActionIcon,
  Avatar,
  Badge,
  Button,
  Group,
  Menu,
  Modal,
  Skeleton,
  Stack,
  Table,
  Text,
  VisuallyHidden,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconArrowsTransferUp,
  IconDots,
  IconKey,
  IconPencil,
  IconPlus,
  IconUserOff,
  IconUserPlus,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StaffMember } from '#shared/contract/staff.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useNow } from '../../ui/use-now.ts'
import { offerHandOver, openHandOver } from '../hand-over/open-hand-over.tsx'
import { StaffForm } from './staff-form.tsx'
import { StaffPasswordForm } from './staff-password-form.tsx'

const MINUTE = 60_000

type OpenForm =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly member: StaffMember }
  | { readonly kind: 'password'; readonly member: StaffMember }

/** Settings → Staff. */
export function StaffSection() {
  const { t } = useTranslation('staff')
  const staff = useQuery(api.staff.list.queryOptions())
  const [form, setForm] = useState<OpenForm | null>(null)
  const [isOpen, { open, close }] = useDisclosure(false)

  function show(next: OpenForm): void {
    setForm(next)
    open()
  }

  function titleOf(shown: OpenForm): string {
    if (shown.kind === 'add') return t('add')
    return t(shown.kind === 'edit' ? 'editOf' : 'setPasswordOf', { name: shown.member.name })
  }

  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('title')}
        hint={t('hint')}
        action={
          <Button leftSection={<IconPlus size={16} />} onClick={() => show({ kind: 'add' })}>
            {t('add')}
          </Button>
        }
      />
      {staff.isError && <ProblemNotice error={staff.error} onRetry={() => void staff.refetch()} />}
      {staff.isPending && <Skeleton height={160} />}
      {staff.data && (
        <Table.ScrollContainer minWidth={620}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('name')}</Table.Th>
                <Table.Th>{t('role')}</Table.Th>
                <Table.Th>{t('email')}</Table.Th>
                <Table.Th>{t('lastSeen')}</Table.Th>
                <Table.Th w={48}>
                  <VisuallyHidden>{t('actions')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {staff.data.map(member => (
                <StaffRow
                  key={member.id}
                  member={member}
                  onEdit={() => show({ kind: 'edit', member })}
                  onSetPassword={() => show({ kind: 'password', member })}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Modal
        opened={isOpen}
        onClose={close}
        onExitTransitionEnd={() => setForm(null)}
        title={form === null ? '' : titleOf(form)}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        {form?.kind === 'add' && <StaffForm member={null} onClose={close} />}
        {form?.kind === 'edit' && <StaffForm member={form.member} onClose={close} />}
        {form?.kind === 'password' && <StaffPasswordForm member={form.member} onClose={close} />}
      </Modal>
    </Stack>
  )
}

interface StaffRowProps {
  readonly member: StaffMember
  onEdit(): void
  onSetPassword(): void
}

function StaffRow({ member, onEdit, onSetPassword }: StaffRowProps) {
  const { t } = useTranslation('staff')
  const format = useFormat()
  const now = useNow(MINUTE)
  const queries = useQueryClient()
  const setActive = useMutation(
    api.staff.setActive.mutationOptions({
      onSuccess(_, { isActive }) {
        if (!isActive) void offerHandOver(queries, member)
        return queries.invalidateQueries({ queryKey: api.staff.key() })
      },
    }),
  )
  return (
    <Table.Tr c={member.isActive ? undefined : 'dimmed'}>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar
            size={26}
            radius="xl"
            name={member.name}
            color={member.isActive ? 'accent' : 'gray'}
            aria-hidden="true"
          />
          <Text size="sm" fw={500} truncate maw={220}>
            {member.name}
          </Text>
          {!member.isActive && (
            <Badge size="sm" variant="default" tt="none" fw={500}>
              {t('inactive')}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>{t(`frame:role.${member.role}`)}</Table.Td>
      <Table.Td>{member.email}</Table.Td>
      <Table.Td className="tabular">
        {member.lastSeenAt === null ? t('never') : format.age(member.lastSeenAt, now)}
      </Table.Td>
      <Table.Td>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('actionsOf', { name: member.name })}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
              {t('edit')}
            </Menu.Item>
            <Menu.Item leftSection={<IconKey size={16} />} onClick={onSetPassword}>
              {t('setPassword')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowsTransferUp size={16} />} onClick={() => openHandOver(member)}>
              {t('handOver')}
            </Menu.Item>
            <Menu.Item
              leftSection={member.isActive ? <IconUserOff size={16} /> : <IconUserPlus size={16} />}
              color={member.isActive ? 'red' : undefined}
              onClick={() => setActive.mutate({ id: member.id, version: member.version, isActive: !member.isActive })}
            >
              {member.isActive ? t('deactivate') : t('reactivate')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  )
}
