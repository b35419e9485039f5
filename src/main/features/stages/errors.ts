import { DomainError } from '../../rpc/domain-error.ts'

export const stageInUse = (leads: number) => new DomainError('STAGE_IN_USE', { leads })
export const stageIsDefault = () => new DomainError('STAGE_IS_DEFAULT')
