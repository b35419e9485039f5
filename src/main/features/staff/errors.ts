import { DomainError } from '../../rpc/domain-error.ts'

export const emailTaken = () => new DomainError('EMAIL_TAKEN')
export const invalidPhone = () => new DomainError('INVALID_PHONE')
export const lastAdmin = () => new DomainError('LAST_ADMIN')
