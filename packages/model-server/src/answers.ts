/** The model's prepared answers, and the fallback for every other prompt. */
import { isChinese } from './language.ts';

interface PreparedAnswer {
  about: RegExp;
  answer: string;
}

const preparedAnswers: readonly PreparedAnswer[] = [
  {
    about: /\bsky\b/i,
    answer:
      'Sunlight looks white, but it carries every colour at once. When it enters the atmosphere ' +
      'it meets molecules of nitrogen and oxygen, which scatter short waves far more strongly ' +
      'than long ones, so blue light is scattered several times as much as red. That ' +
      'scattered blue reaches your eye from every direction, and the whole sky seems to glow ' +
      'with it. Violet is scattered even more, yet the sun sends less of it and our eyes hardly ' +
      'notice. Near sunset the light has much more air to cross, most of the blue is lost on ' +
      'the way, and the reds and oranges are what is left.',
  },
  {
    about: /\b(?:retry|retries|retrying|429|503)\b/i,
    answer:
      'A retry is worth something only if the failure was likely to pass: an overloaded server, ' +
      'a rate limit, a connection that broke. Wait a little before the first one and twice as ' +
      'long before each of the next, so that a struggling provider gets room to recover. If the ' +
      'server says how long to wait, take it at its word and never come back sooner. Throw the ' +
      'half of an answer that did arrive away, and ask again with the messages that were whole. ' +
      'And write the wait down, because the machine that counts the seconds may fail as well.',
  },
  {
    about: /天空|天.*蓝/,
    answer:
      '阳光看起来是白色的，其实包含了所有颜色的光。它进入大气层以后，会遇到氮气和氧气的分子，' +
      '而这些分子对短波的散射远远强于长波，所以蓝光被散射的程度是红光的好几倍。' +
      '散射开来的蓝光从四面八方进入我们的眼睛，整个天空便呈现出蓝色。' +
      '紫光的散射其实更强，但太阳发出的紫光较少，人眼对它也不敏感。' +
      '到了日落时分，光线要穿过更厚的空气，蓝光大多在途中散失，留下来的便是红色和橙色。',
  },
  {
    about: /重试|失败|出错/,
    answer:
      '只有当故障可能自行恢复时，重试才有意义，比如服务器过载、请求受到限流，或者连接突然中断。' +
      '第一次重试之前先等一小会儿，之后每次把等待的时间加倍，好让吃力的服务有机会缓过来。' +
      '如果服务器说明了要等多久，就照它说的办，绝不要提前回来。' +
      '已经收到的半截回答应当丢弃，再用完整的消息重新提问。' +
      '最后，请把这次等待记录下来，因为负责计时的那台机器也可能出故障。',
  },
];

/** Number of characters of the prompt that the fallback answer quotes. */
const mostQuoted = 60;

/** The answer to a prompt. The same prompt always has the same answer; a Chinese prompt has an answer in Chinese. */
export function answerTo(prompt: string): string {
  const prepared = preparedAnswers.find(({ about }) => about.test(prompt));
  if (prepared) return prepared.answer;
  const quote = beginningOf(prompt);
  return isChinese(prompt) ? chineseFallback(quote) : englishFallback(quote);
}

function beginningOf(prompt: string): string {
  const characters = [...prompt.trim().replaceAll(/\s+/g, ' ')];
  if (characters.length <= mostQuoted) return characters.join('');
  return `${characters.slice(0, mostQuoted).join('').trimEnd()}…`;
}

function englishFallback(quote: string): string {
  return (
    `You wrote: “${quote}” I am a small model server on your own machine and know nothing beyond ` +
    'a few prepared answers, but I send this one just as a large provider would: a word at a ' +
    'time, over a real connection. Any moment of it can be made to fail, with an error before ' +
    'the first word, a connection cut in mid-sentence, or a silence that never ends. If you can ' +
    'read this sentence to its end, the run has outlasted whatever the plan had in store for it.'
  );
}

function chineseFallback(quote: string): string {
  return (
    `你写的是：“${quote}”。我是一个运行在你自己机器上的小型模型服务器，只会几段事先准备好的回答，` +
    '但发送的方式和大型服务商一样：通过真实的连接，一小段一小段地送出。' +
    '其中任何一刻都可以按计划出故障：第一个字之前就报错，说到一半连接中断，或者陷入没有尽头的沉默。' +
    '如果你能把这句话读到最后，就说明这次运行挺过了计划中的一切意外。'
  );
}
