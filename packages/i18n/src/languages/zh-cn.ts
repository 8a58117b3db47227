/** The Chinese texts (simplified). */
import type { Texts } from '../texts.ts';

export const zhCN: Texts = {
  locale: 'zh-CN',

  run: {
    queued: '排队等待中',
    running: '思考中…',
    retrying: '{{- failure}}，第 {{retryCount}} 次重试（共 {{maxRetries}} 次）· {{count}} 秒',
    parked: '{{- failure}}，暂停至 {{- until}} · 第 {{retryCount}} 次重试（共 {{maxRetries}} 次）',
    awaitingInput: '等待你的回答',
    completed: '回答完成',
    failed: '{{- failure}}',
    cancelled: '已取消',
    interrupted: '运行中断：{{- failure}}',
  },

  retry: {
    next: '{{- failure}}，第 {{retryCount}} 次重试（共 {{maxRetries}} 次）',
    now: '{{- failure}}，第 {{retryCount}} 次重试（共 {{maxRetries}} 次）· 进行中',
    usedUp: '{{- failure}}，第 {{retryCount}} 次重试（共 {{maxRetries}} 次）后放弃',
    repeated_other: '{{- failure}}，连续 {{count}} 次立即出现且完全相同，已提前放弃',
  },

  lost: {
    retrying: '应用已结束，正在重试 · {{count}} 秒',
    next: '应用已结束，正在重试',
  },

  answering: {
    first: '回答中…',
    retry: '回答中，第 {{retryCount}} 次重试（共 {{maxRetries}} 次）',
  },

  ended: {
    length: '回答因达到长度上限而被截断',
    toolCalls: '在调用工具后停止，没有回答',
    empty: '运行结束，没有回答',
  },

  quota: {
    today: '等待额度于 {{- until}} 重置',
    later: '等待额度于 {{- until}} 重置',
  },

  nextAction: {
    queued: '前一个运行结束后会自动开始。',
    running: '可以随时停止。',
    retrying: '会自动重试。也可以立即重试，或者取消。',
    parked: '到时会自动继续，离开也没关系。也可以立即重试，或者取消。',
    awaitingInput: '回答后会继续运行。',
    completed: '可以继续提问，或者重新生成回答。',
    failed: '请查看详细信息，然后重试。',
    cancelled: '如果仍需要回答，请重新发送消息。',
    interrupted: '请重新发送消息。',
  },

  repeatedNextAction: '请先更换请求内容、模型或账户，然后再试。',

  failure: {
    rateLimited: { name: '请求过于频繁', nextAction: '请稍候，然后重新发送消息。' },
    overloaded: { name: '模型服务过载', nextAction: '请过几分钟再试。' },
    serverError: { name: '服务器错误', nextAction: '请过几分钟再试。' },
    timeout: { name: '响应超时', nextAction: '请重试，或者缩短请求。' },
    network: { name: '网络错误', nextAction: '请检查与模型服务之间的连接。' },
    brokenStream: { name: '回答中断', nextAction: '请重新发送消息。' },
    quotaExceeded: { name: '额度已用完', nextAction: '请检查套餐和账单。' },
    unauthorized: { name: '访问被拒绝', nextAction: '请检查 API 密钥。' },
    contextOverflow: { name: '对话过长', nextAction: '请新建会话，或者缩短消息。' },
    contentFiltered: { name: '被内容过滤器拦截', nextAction: '请换一种说法。' },
    invalidRequest: { name: '请求被拒绝', nextAction: '请检查模型名称和设置。' },
    cancelled: { name: '调用已中止', nextAction: '请重新发送消息。' },
    unknown: { name: '未知错误', nextAction: '请查看详细信息，然后重试。' },
  },

  cut: {
    stopped: '已被你停止',
    failed: '工具开始后中断',
    refused: '已被拒绝，不会再次发送',
  },

  missing: {
    stopped: '{{- tool}}：结果未知，执行途中被停止',
    lost: '{{- tool}}：结果未知，尝试提前结束',
  },

  undecided: '你上一次的回答没有作出决定，请重新回答。',

  held: {
    waiting_other: '{{count}} 条消息在等待：{{- failure}}',
    nextAction: '选择继续后，或失败的运行得到回答后，队列才会继续。',
  },

  outcome: {
    running: '进行中',
    completed: '已回答',
    failed: '{{- failure}}',
    asked: '已向你提问',
    stopped: '已取消',
    lost: '随进程丢失',
  },

  timeline: {
    attempt: '第 {{number}} 次尝试',
    attempts_other: '{{count}} 次尝试',
    waited: '等待了 {{- duration}}',
    discarded: '已丢弃未完成的回答',
    decidedBy: '依据 {{- decidedBy}}',
  },

  usage: {
    tokens: '词元：{{- parts}}',
    input: '输入 {{- number}}',
    cacheRead: '其中缓存 {{- number}}',
    output: '输出 {{- number}}',
    reasoning: '其中思考 {{- number}}',
  },

  duration: {
    seconds: '{{count}} 秒',
    minutes: '{{count}} 分钟',
    hours: '{{count}} 小时',
  },

  spoken: {
    seconds_other: '{{count}} 秒',
    minutes_other: '{{count}} 分钟',
    hours_other: '{{count}} 小时',
  },
};
