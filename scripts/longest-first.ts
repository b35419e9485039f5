import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that run for minutes on their own: begun last, they would be waited for with the other cores idle. */
const longest = ['scripts/endurance.test.ts', 'simulators/electron/desktop-life.test.ts', 'src/main/serve.test.ts']

/** Vitest sorts by what the last run took; a fresh clone has no last run. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const place = ({ moduleId }: TestSpecification): number => {
      const index = longest.findIndex(path => moduleId.endsWith(path))
      return index === -1 ? longest.length : index
    }
    return sorted.toSorted((one, other) => place(one) - place(other))
  }
}
