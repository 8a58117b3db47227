/** Our adapters of the providers' own clients. */
import Anthropic from '@anthropic-ai/sdk';
import { anthropic } from '@perdure/providers/anthropic';
import { openai } from '@perdure/providers/openai';
import OpenAI from 'openai';
import { type Adapter, apiKey, model } from './client.ts';

export const ownAdapters: readonly Adapter[] = [
  {
    name: 'openai(responses)',
    package: 'openai',
    wire: 'responses',
    provider: (baseURL) => openai(new OpenAI({ baseURL, apiKey }), { model }),
  },
  {
    name: 'openai(chat)',
    package: 'openai',
    wire: 'chat',
    provider: (baseURL) => openai(new OpenAI({ baseURL, apiKey }), { model, api: 'chat' }),
  },
  {
    name: 'anthropic()',
    package: '@anthropic-ai/sdk',
    wire: 'anthropic',
    provider: (baseURL) => anthropic(new Anthropic({ baseURL, apiKey }), { model }),
  },
];
