/** The panel's texts in both languages. Names of states and events are the machine's own, in every language. */

type Widened<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]> };

export const en = {
  title: 'The machine, live',
  stately: {
    copy: 'Copy the machine',
    copied: 'Copied',
    open: 'Open Stately’s editor',
  },
  run: 'Run',
  none: 'Ask something, and see the run move through its states.',
  drawing: {
    empty: 'The states that a run moves through.',
    first: 'The states of the run. It is in {{state}}, where it began.',
    taken: 'The states of the run. It is in {{state}}, and came there from {{from}} by {{by}}.',
    or: ' or ',
  },
  step: {
    label: 'Steps of the run',
    first: 'First event',
    back: 'Back',
    forward: 'Forward',
    last: 'Last event',
    live: 'Live',
    place: '{{position}} of {{count}}',
    placeOf: '{{position}} of {{count}}: {{- event}}',
  },
  seconds: '{{count}} s',
  event: {
    run: {
      queued: 'Asked for',
      started: 'Started',
      retrying: '{{- failure}}: waits {{- wait}} for retry {{retry}} of {{maxRetries}}',
      parked: '{{- failure}}: parked for {{- wait}}, then retry {{retry}} of {{maxRetries}}',
      asked: 'Asks a human',
      answered: 'The human has answered',
      completed: 'Completed',
      failed: 'Failed: {{- failure}}',
      cancelled: 'Cancelled',
      interrupted: 'Interrupted: {{- failure}}',
    },
    attempt: {
      first: 'An attempt begins',
      retry: 'Retry {{retry}} begins',
    },
    message: {
      prompt: 'The prompt is recorded',
      completed: 'A message is whole',
      failed: 'A message stays unfinished',
      discarded: 'Half an answer is discarded',
    },
  },
} as const;

export const zhCN: Widened<typeof en> = {
  title: '状态机实况',
  stately: {
    copy: '复制状态机',
    copied: '已复制',
    open: '打开 Stately 编辑器',
  },
  run: '运行',
  none: '先提一个问题，再看运行如何在各个状态之间移动。',
  drawing: {
    empty: '运行会经过的各个状态。',
    first: '运行的各个状态。当前为 {{state}}，即起始状态。',
    taken: '运行的各个状态。当前为 {{state}}，由 {{from}} 经 {{by}} 到达。',
    or: ' 或 ',
  },
  step: {
    label: '运行的步骤',
    first: '第一个事件',
    back: '后退',
    forward: '前进',
    last: '最后一个事件',
    live: '实时',
    place: '第 {{position}} 个，共 {{count}} 个',
    placeOf: '第 {{position}} 个，共 {{count}} 个：{{- event}}',
  },
  seconds: '{{count}} 秒',
  event: {
    run: {
      queued: '已提出',
      started: '已开始',
      retrying: '{{- failure}}：等待 {{- wait}}后第 {{retry}} 次重试（共 {{maxRetries}} 次）',
      parked: '{{- failure}}：暂停 {{- wait}}后第 {{retry}} 次重试（共 {{maxRetries}} 次）',
      asked: '等待人工回答',
      answered: '已得到人工回答',
      completed: '已完成',
      failed: '失败：{{- failure}}',
      cancelled: '已取消',
      interrupted: '运行中断：{{- failure}}',
    },
    attempt: {
      first: '尝试开始',
      retry: '第 {{retry}} 次重试开始',
    },
    message: {
      prompt: '问题已记录',
      completed: '一条消息已完整',
      failed: '一条消息未完成',
      discarded: '半截回答已丢弃',
    },
  },
};
