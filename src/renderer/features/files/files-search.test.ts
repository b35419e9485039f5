import { describe, expect, it } from 'vitest'
import { FileFilter } from '#shared/contract/files.ts'
import { FileKind } from '#shared/domain/file.ts'
import { FilesSearch, isFilteringFiles, KIND_GROUPS, toFileFilter } from './files-search.ts'

describe('the filters of a lead’s files', () => {
  it('name every kind of file once', () => {
    expect(Object.values(KIND_GROUPS).flat().toSorted()).toEqual(FileKind.options.toSorted())
  })

  it('are what the core is asked for', () => {
    const search = FilesSearch.parse({ file: ' ışık ', label: 'Röntgen', kind: 'images' })
    expect(toFileFilter(search)).toEqual({ search: 'ışık', label: 'Röntgen', kinds: ['image', 'sticker'] })
    expect(toFileFilter({})).toEqual(FileFilter.parse({}))
  })

  it('that cannot be read filter nothing', () => {
    expect(FilesSearch.parse({ file: 5, label: ' ', kind: 'spells' })).toEqual({})
    expect([isFilteringFiles({}), isFilteringFiles({ file: '' }), isFilteringFiles({ kind: 'sounds' })]).toEqual([
      ...[false, false, true],
    ])
  })
})
