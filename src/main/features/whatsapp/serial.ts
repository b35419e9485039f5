/** Runs asynchronous work strictly one after the other, in the order it was asked for. */
export interface Serial {
  run<Result>(work: () => Promise<Result>): Promise<Result>
}

export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(work) {
      const result = last.then(work)
      last = result.catch(() => {})
      return result
    },
  }
}
