/** The reason for which the app's policy denies a call that a human has approved. The SDK's stream does not say it. */
import type { StreamTextCall } from './converse.ts';

type Policy = NonNullable<StreamTextCall['toolApproval']>;

/** The policy, asked about a call of the tool, with its reason noted. @param note called with the reason of a denial */
export function notedPolicy(policy: Policy, tool: string, note: (reason: string) => void): Policy {
  const noted = <T>(status: T): T => {
    const { type, reason } = Object(status);
    if (type === 'denied' && typeof reason === 'string') note(reason);
    return status;
  };
  const asking =
    (decide: (...given: unknown[]) => unknown) =>
    async (...given: unknown[]) =>
      noted(await decide(...given));
  if (typeof policy === 'function') return asking(policy as never) as Policy;
  if (!Object.hasOwn(policy, tool)) return policy;
  const own = policy[tool];
  if (typeof own !== 'function') noted(own);
  else return { ...policy, [tool]: asking(own as never) } as Policy;
  return policy;
}
