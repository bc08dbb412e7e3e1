/**
 * Where features are listed. `import` lines go to the top of the file, where the formatter sorts them; each of `lists` puts
 * a line before or after what it finds. Chat is the neighbour: every list has it.
 */
export const listings = [
  {
    file: 'packages/protocol/src/contracts.ts',
    top: "import { __feature__ } from './__feature__.ts'",
    lists: [{ find: /(?<=export const contracts = \{[^}]*)(?=,? \})/, put: ', __feature__' }],
  },
  {
    file: 'packages/protocol/src/index.ts',
    top: "export { __feature__ } from './__feature__.ts'",
  },
  {
    file: 'packages/server-kit/src/kernel/default-modules.ts',
    top: "import { __feature__ } from '../modules/__feature__/index.ts'",
    lists: [{ find: /(?<=\n {4}chat\(\),\n)/, put: '    __feature__(),\n' }],
  },
  {
    file: 'packages/server-kit/src/testing/operation-inputs.ts',
    lists: [
      { find: /(?=\n {2}'chat\.send': )/, put: "\n  '__feature__.put': () => ({ text: 'Hello' }),\n  '__feature__.remove': () => ({})," },
    ],
  },
  {
    file: 'packages/server-kit/src/index.ts',
    top: "export { __feature__ } from './modules/__feature__/index.ts'",
  },
  {
    file: 'packages/sdk-core/src/room.ts',
    top: "import { create__Feature__, type __Feature__Feature } from './__feature__/__feature__.ts'",
    lists: [
      { find: /(?<=\n {2}readonly chat: ChatFeature\n)/, put: '  readonly __feature__: __Feature__Feature\n' },
      { find: /(?=\n {4}chat: createChat\()/, put: '\n    __feature__: create__Feature__(context),' },
    ],
  },
  {
    file: 'packages/sdk-core/src/index.ts',
    top: "export type { __Feature__Feature, __Feature__Line } from './__feature__/__feature__.ts'",
  },
  {
    file: 'packages/sdk-core/src/testing/server/create-fake-server.ts',
    lists: [{ find: /(?<=modules = \[[^\]]*)(?=\])/, put: ", '__feature__'" }],
  },
  {
    file: 'packages/sdk-core/src/testing/server/fake-dispatch.ts',
    top: "import { createFake__Feature__ } from './fake-__feature__.ts'",
    lists: [{ find: /(?<=\.\.\.createFakeFeatures\(kernel\))/, put: ', ...createFake__Feature__(kernel)' }],
  },
  {
    file: 'packages/sdk-core/src/testing/fake-room.ts',
    top: "import type { __Feature__Feature } from '../__feature__/__feature__.ts'",
    lists: [
      { find: /(?<=\n {2}chat: ChatFeature\n)/, put: '  __feature__: __Feature__Feature\n' },
      { find: /(?<=overrides\.modules \?\? \[[^\]]*)(?=\])/, put: ", '__feature__'" },
      {
        find: /(?=\n {4}chat: createFakeFeature)/,
        put: "\n    __feature__: createFakeFeature<__Feature__Feature>('__feature__', recorder, { $lines: [] }, { put: done, remove: done }, overrides.__feature__),",
      },
    ],
  },
  {
    file: 'packages/elements/src/index.ts',
    top: "export { Sanctuary__Feature__ } from './__feature__/sanctuary-__feature__.ts'",
  },
]
