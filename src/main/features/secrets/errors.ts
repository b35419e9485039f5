/** The data key cannot be unwrapped on this PC: what was linked must be linked again. */
export class SecretsLocked extends Error {
  override name = 'SecretsLocked'
}

/** One sealed value is damaged, or was sealed for something else or with another key. */
export class CannotOpenSecret extends Error {
  override name = 'CannotOpenSecret'
  readonly context: string

  constructor(context: string) {
    super(`The secret of "${context}" cannot be opened`)
    this.context = context
  }
}

export function secretsLocked(): SecretsLocked {
  return new SecretsLocked('The data key cannot be unwrapped on this PC')
}

export function cannotOpenSecret(context: string): CannotOpenSecret {
  return new CannotOpenSecret(context)
}
