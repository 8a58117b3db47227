/** The text of a run's question: the words of the tool that asks, or else a text of the page. */
import { useTranslation } from 'react-i18next';
import type { Question } from '../../demo-api.ts';

export function useQuestionText(): (question: Question) => string {
  const { t } = useTranslation('playground');
  return ({ type, toolName: name, input }) => {
    if (type === 'approval') return t('question.approve', { name });
    const hasWords = input !== null && typeof input === 'object' && 'question' in input;
    return hasWords ? String(input.question) : t('question.of', { name });
  };
}
