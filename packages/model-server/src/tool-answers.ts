/** The model's answer to the results of tools. */
import { isChinese } from './language.ts';

/** Number of characters of a result that the answer quotes. */
const mostQuoted = 200;

/** An answer that quotes every result. It is in Chinese for a Chinese prompt. */
export function answerAfterTools(prompt: string, results: readonly string[]): string {
  const quoted = results.map(beginningOf);
  return isChinese(prompt) ? inChinese(quoted) : inEnglish(quoted);
}

function beginningOf(result: string): string {
  const characters = [...result];
  if (characters.length <= mostQuoted) return result;
  return `${characters.slice(0, mostQuoted).join('')}…`;
}

const inEnglish = (results: readonly string[]): string =>
  `The tool’s answer is “${results.join('”, “')}”. I was sent it with the whole conversation, ` +
  'so it is on record: whatever fails from here on, the tool need not be asked again. Cut this ' +
  'sentence short, or end the process, and the next attempt will start from the same result.';

const inChinese = (results: readonly string[]): string =>
  `工具的回答是：“${results.join('”、“')}”。这个结果随整段对话一起发给了我，` +
  '说明它已经记录在案：此后无论哪里出了故障，都不必再调用一次工具。' +
  '哪怕这句话说到一半被切断，或者进程被终止，下一次尝试也会从同一个结果接着开始。';
