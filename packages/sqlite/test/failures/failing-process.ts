/**
 * `failing-process.ts file`: a runtime whose provider throws what no row of knowledge matches, three times, and then
 * what one does. It reports that the runs are over, and has the file open until it is killed.
 */
import { createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '../../src/index.ts';

const origin = { provider: 'acme.chat', model: 'flux' };

/** An error as a client gives it: with the status of a success, a body, and the request. */
function acmeError(id: string, prompt: string): Error {
  const key = 'sk-proj-0123456789abcdef';
  const body = { error: { message: `The flux of ${id} is out of phase.`, code: 'flux_lost' } };
  return Object.assign(new Error(`Acme said no to ${key}: ${prompt}`), {
    name: 'AcmeError',
    responseHeaders: { 'x-ratelimit-limit-requests': '60', 'x-request-id': id },
    responseBody: JSON.stringify({ ...body, request: { prompt, key } }),
  });
}

const provider: Provider = async function* ({ runId }) {
  yield { type: 'startStep', origin };
  if (runId === 'known') throw Object.assign(new Error('Who are you?'), { status: 401 });
  throw acmeError(`req_${runId}1`, prompt);
};

const prompt = 'My mother was born in Aarhus in 1951, and I want to write to her.';
const runtime = await createRuntime({ store: sqliteStore(process.argv[2] ?? ''), provider });
for (const runId of ['a', 'b', 'c', 'known'])
  await (await runtime.thread(runId).start({ prompt, runId })).done();
process.send?.('failed');
