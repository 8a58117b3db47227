/** Knowledge about Vercel's AI Gateway, whose client gives the status 500 to an error of the connection to it. */

import { sign } from '../../rows/row.ts';
import { section } from '../../rows/section.ts';
import { networkCodes } from '../network.ts';

export const gatewayConnection = section('ai-gateway', 'network', [
  sign('no-connection', (evidence) => evidence.thrown.includes('GatewayResponseError') && networkCodes.find(evidence) !== undefined, 'vercel-ai-gateway', 'vercel/ai/packages/gateway/src/errors/create-gateway-error.ts', { name: 'GatewayResponseError', statusCode: 500, cause: { code: 'ECONNRESET' } }),
]);
