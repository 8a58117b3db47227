/** The page's own texts, in Chinese (simplified). */
import type { en } from './en.ts';

type Widened<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]> };

export const zhCN: Widened<typeof en> = {
  title: 'Perdure 演示',
  tagline: '比模型服务更持久的智能体运行。',
  language: '语言',
  newThread: '新会话',
  connection: {
    connecting: '正在连接…',
    open: '已连接',
    lost: '连接已断开，正在重连…',
  },
  conversation: {
    label: '对话',
    user: '你',
    assistant: '助手',
    unfinished: '未完成',
    lead: '先提一个问题，再让模型服务出故障，看运行如何继续。',
    example: '天空为什么是蓝色的？',
  },
  composer: {
    label: '消息',
    placeholder: '输入消息…',
    hint: 'Enter 发送 · Shift+Enter 换行',
    send: '发送',
    stop: '停止',
    noAnswer: '服务器没有响应，请稍后再试。',
    refused: '服务器拒绝了请求：{{message}}',
  },
  run: {
    retryNow: '立即重试',
    cancel: '取消',
    details: '详细信息',
  },
  bench: {
    label: '测试台',
    faults: '制造故障',
    plan: '接下来的调用',
    well: '全部成功。',
    thenWell: '之后成功',
    add: '加到接下来的调用',
    story: '503、503、中断，然后成功',
    clear: '清空',
    remove: '移除第 {{position}} 项：{{fault}}',
    server: '服务器',
    process: '进程 {{pid}}',
    kill: '强制结束服务器',
    killNote: '直接 SIGKILL，不做任何善后。服务器会重新启动，运行继续。',
  },
  fault: {
    ok: '成功',
    status: '错误状态码',
    statusWait: '{{status}}，等 {{seconds}} 秒',
    cut: '中途断开',
    stall: '停滞',
    errorFrame: '200 中的错误',
    endEarly: '提前结束',
  },
  requests: {
    label: '模型收到的内容',
    none: '还没有。',
    streaming: '进行中',
    completed: '已完成',
    failed: '按计划失败',
    disconnected: '我方断开',
  },
};
