/** Rules for defects of a program: of the caller or of a client library. */
import { type Rule, rule, said, thrown } from './rule.ts';

/** Rules for calls that the AI SDK cannot make. Source: ai-sdk.dev/docs/reference/ai-sdk-errors. */
export const callRules: readonly Rule[] = [
  rule(
    'name.invalid',
    'invalidRequest',
    thrown(
      'AI_NoSuchModelError',
      'AI_NoSuchProviderError',
      'AI_InvalidPromptError',
      'AI_InvalidArgumentError',
      'AI_UnsupportedFunctionalityError',
      'AI_LoadSettingError',
      'AI_NoSuchToolError',
      'AI_InvalidMessageRoleError',
      'AI_MessageConversionError',
      'AI_TooManyEmbeddingValuesForCallError',
    ),
  ),
];

/**
 * Rule for a program's exception that was flattened to text. Such an error is a defect, and the rest of its text does
 * not count.
 */
export const defectRules: readonly Rule[] = [
  rule(
    'said.defect',
    'unknown',
    said(
      /^(?:uncaught )?(?:type|key|assertion|attribute|value|name|index|reference|range|syntax|import|module\w{0,20}|unboundlocal|zerodivision|notimplemented)error\b/,
    ),
  ),
];
