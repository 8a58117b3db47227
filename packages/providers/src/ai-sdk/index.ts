export { type AiSdkSettings, aiSdk } from './ai-sdk.ts';
