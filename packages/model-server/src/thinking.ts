/** The model's thinking before an answer. */
import { isChinese } from './language.ts';

/** The thinking about a prompt. It is in Chinese for a Chinese prompt. */
export const thinkingAbout = (prompt: string): string => (isChinese(prompt) ? chinese : english);

const english =
  'First I look for the subject of the question among the few that I know. If it is there, the ' +
  'prepared answer will do, and nothing needs to be worked out. If it is not, the honest thing is ' +
  'to say so and to quote what was asked. Either way the answer should be short enough to read ' +
  'while it arrives. Now I can write it.';

const chinese =
  '我先看看这个问题的主题是不是我知道的那几个之一。如果是，事先准备好的回答就够用了，不必另外推算。' +
  '如果不是，就应该如实说明，并引用对方的原话。无论哪种情况，回答都要短到可以边收边读。现在可以动笔了。';
