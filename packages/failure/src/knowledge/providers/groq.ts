/** Knowledge about Groq, which answers 498 if its flex tier has no capacity. */
import { status } from '../../rows/row.ts';
import { section } from '../../rows/section.ts';
import { groq } from './names.ts';

export const groqCapacity = section('groq', 'overloaded', [status(498, 'groq', 'console.groq.com/docs/flex-processing')], { only: [groq], given: { provider: 'groq' } });
