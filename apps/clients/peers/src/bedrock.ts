/** Amazon Bedrock's client: over HTTP/2, which is its default, and over HTTP/1. */
import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import { type Call, type Client, model, prompt } from '../../src/clients/client.ts';

type Handler = NonNullable<BedrockRuntimeClientConfig['requestHandler']>;

async function* converse({ url, signal }: Call, requestHandler: Handler) {
  const client = new BedrockRuntimeClient({
    region: 'eu-central-1',
    endpoint: url,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler,
  });
  try {
    const command = new ConverseStreamCommand({
      modelId: model,
      messages: [{ role: 'user', content: [{ text: prompt }] }],
    });
    const { stream = [] } = await client.send(command, { abortSignal: signal });
    for await (const { contentBlockDelta } of stream) {
      const text = contentBlockDelta?.delta?.text;
      if (text) yield { text };
    }
  } finally {
    client.destroy();
  }
}

const bedrock = {
  package: '@aws-sdk/client-bedrock-runtime',
  provider: 'bedrock',
  wire: 'bedrock',
  timeout: 'body',
} as const;

export const bedrockHttp1: Client = {
  ...bedrock,
  name: 'bedrock, HTTP/1',
  listen: (call) =>
    converse(
      call,
      new NodeHttpHandler({
        requestTimeout: call.timeoutMs,
        throwOnRequestTimeout: true,
        socketTimeout: call.timeoutMs,
      }),
    ),
};

export const bedrockHttp2: Client = {
  ...bedrock,
  name: 'bedrock, HTTP/2',
  version: 'h2',
  listen: (call) => converse(call, new NodeHttp2Handler({ requestTimeout: call.timeoutMs })),
};
