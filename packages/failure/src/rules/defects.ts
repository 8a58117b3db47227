/** Defects of a program: the caller's or a client's. */
import { type Rule, rule, said, thrown } from './rule.ts';

/** AI SDK (ai-sdk.dev/docs/reference/ai-sdk-errors): calls that cannot be made. */
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

/** A program's exception that was flattened to text. It is a defect, and the rest of its text does not count. */
export const defectRules: readonly Rule[] = [
  rule(
    'said.defect',
    'unknown',
    said(
      /^(?:uncaught )?(?:type|key|assertion|attribute|value|name|index|reference|range|syntax|import|module\w{0,20}|unboundlocal|zerodivision|notimplemented)error\b/,
    ),
  ),
];
