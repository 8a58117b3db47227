/** The Japanese texts. */
import type { Texts } from '../texts.ts';

export const ja: Texts = {
  locale: 'ja',

  run: {
    queued: '順番待ち',
    running: '考え中…',
    retrying: '{{- failure}}、再試行 {{retryCount}}/{{maxRetries}} · あと {{count}} 秒',
    parked: '{{- failure}}、{{- until}} まで一時停止 · 再試行 {{retryCount}}/{{maxRetries}}',
    awaitingInput: 'あなたの回答が必要です',
    completed: '回答完了',
    failed: '{{- failure}}',
    cancelled: 'キャンセル済み',
    interrupted: '中断：{{- failure}}',
  },

  retry: {
    next: '{{- failure}}、再試行 {{retryCount}}/{{maxRetries}}',
    now: '{{- failure}}、再試行 {{retryCount}}/{{maxRetries}} · 実行中',
    usedUp: '{{- failure}}、再試行 {{retryCount}}/{{maxRetries}} で打ち切り',
    repeated_other: '{{- failure}}、{{count}} 回続けて即座に同じ結果となったため、早めに打ち切り',
  },

  lost: {
    retrying: 'アプリが終了しました。再試行します · {{count}}秒',
    next: 'アプリが終了しました。再試行します',
  },

  answering: {
    first: '回答中…',
    retry: '回答中、再試行 {{retryCount}}/{{maxRetries}}',
  },

  ended: {
    length: '回答が長さの上限で途切れました',
    toolCalls: 'ツールの後で停止、回答なし',
    empty: '回答なしで終了',
  },

  quota: {
    today: '利用枠のリセット待ち（{{- until}}）',
    later: '利用枠のリセット待ち（{{- until}}）',
  },

  nextAction: {
    queued: '前の実行が終わると、自動的に始まります。',
    running: 'いつでも停止できます。',
    retrying: '自動的に再試行します。今すぐ再試行することも、キャンセルすることもできます。',
    parked:
      '時刻になると、画面を離れていても自動的に再開します。今すぐ再試行することも、キャンセルすることもできます。',
    awaitingInput: '回答すると再開します。',
    completed: '続けて質問するか、別の回答を求めることができます。',
    failed: '詳細を確認してから、もう一度お試しください。',
    cancelled: 'まだ回答が必要な場合は、メッセージを再送信してください。',
    interrupted: 'メッセージを再送信してください。',
  },

  repeatedNextAction:
    'リクエスト、モデル、アカウントのいずれかを変えてから、もう一度お試しください。',

  failure: {
    rateLimited: {
      name: 'リクエスト数の上限超過',
      nextAction: 'しばらく待ってから、メッセージを再送信してください。',
    },
    overloaded: { name: 'プロバイダーの過負荷', nextAction: '数分後にもう一度お試しください。' },
    serverError: { name: 'サーバーエラー', nextAction: '数分後にもう一度お試しください。' },
    timeout: {
      name: '応答のタイムアウト',
      nextAction: 'もう一度お試しください。リクエストを短くすると改善する場合があります。',
    },
    network: { name: 'ネットワークエラー', nextAction: 'プロバイダーへの接続を確認してください。' },
    brokenStream: { name: '回答の途切れ', nextAction: 'メッセージを再送信してください。' },
    quotaExceeded: { name: '利用枠の使い切り', nextAction: 'プランと請求情報を確認してください。' },
    unauthorized: { name: 'アクセス拒否', nextAction: 'API キーを確認してください。' },
    contextOverflow: {
      name: '会話の長さの上限超過',
      nextAction: '新しい会話を始めるか、メッセージを短くしてください。',
    },
    contentFiltered: {
      name: 'コンテンツフィルターによるブロック',
      nextAction: '別の言い方でお試しください。',
    },
    invalidRequest: { name: 'リクエストの拒否', nextAction: 'モデル名と設定を確認してください。' },
    cancelled: { name: '呼び出しの中止', nextAction: 'メッセージを再送信してください。' },
    unknown: { name: '不明なエラー', nextAction: '詳細を確認してから、もう一度お試しください。' },
  },

  cut: {
    stopped: 'あなたが停止しました',
    failed: 'ツールの開始後に途切れました',
    refused: '拒否されました。再送信されません',
  },

  missing: {
    stopped: '{{- tool}}：途中で停止したため結果不明',
    lost: '{{- tool}}：試行が先に終わったため結果不明',
  },

  undecided: '前の回答では何も決まりませんでした。もう一度回答してください。',

  held: {
    waiting_other: '{{count}} 件のメッセージが待機中：{{- failure}}',
    nextAction: '続行するか、失敗した実行に回答が得られると開始します。',
  },

  outcome: {
    running: '実行中',
    completed: '回答済み',
    failed: '{{- failure}}',
    asked: 'あなたに質問',
    stopped: 'キャンセル済み',
    lost: 'プロセスとともに消失',
  },

  timeline: {
    attempt: '試行 {{number}}',
    attempts_other: '{{count}} 回の試行',
    waited: '{{- duration}}待機',
    discarded: '途中までの回答を破棄',
    decidedBy: '判定： {{- decidedBy}}',
  },

  usage: {
    tokens: 'トークン：{{- parts}}',
    input: '入力 {{- number}}',
    cacheRead: 'うちキャッシュ {{- number}}',
    output: '出力 {{- number}}',
    reasoning: 'うち思考 {{- number}}',
  },

  duration: {
    seconds: '{{count}} 秒',
    minutes: '{{count}} 分',
    hours: '{{count}} 時間',
  },

  spoken: {
    seconds_other: '{{count}} 秒',
    minutes_other: '{{count}} 分',
    hours_other: '{{count}} 時間',
  },
};
