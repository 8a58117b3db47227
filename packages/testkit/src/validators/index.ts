/** Validators of chat requests: what the real services refuse with status 400. */
export type { Problem, Validator } from './problem.ts';
export {
  ruleNames,
  type ValidatorOptions,
  validatorFor,
  validators,
  type WireName,
} from './wires.ts';
