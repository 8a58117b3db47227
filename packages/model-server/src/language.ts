/** The language of an answer. */

/** True if the answer to this prompt is in Chinese; otherwise it is in English. */
export const isChinese = (prompt: string): boolean => /\p{Script=Han}/u.test(prompt);
