/** Names under which callers know a provider, because a code may have different meanings at different providers. */
import { type Condition, condition } from '../../rows/condition.ts';

/** Holds for the errors of a provider. */
const from = (provider: string, names: RegExp): Condition => condition(provider, (evidence) => names.test(evidence.provider));

export const alibaba = from('alibaba', /dashscope|qwen|alibaba|aliyun|bailian|modelscope/);
export const amazon = from('amazon', /bedrock|aws|amazon|azure/);
export const baidu = from('baidu', /baidu|qianfan|ernie|wenxin/);
export const cerebras = from('cerebras', /cerebras|mistral/);
export const cloudflare = from('cloudflare', /workers-?ai|cloudflare/);
export const fireworks = from('fireworks', /fireworks/);
export const google = from('google', /google|gemini|vertex/);
export const groq = from('groq', /groq/);
export const iflytek = from('iflytek', /iflytek|spark|xfyun|xunfei/);
export const minimax = from('minimax', /minimax/);
export const openai = from('openai', /openai|azure|codex|chatgpt/);
export const siliconflow = from('siliconflow', /siliconflow|siliconcloud/);
export const zhipu = from('zhipu', /zhipu|z\.?ai|glm|bigmodel/);
