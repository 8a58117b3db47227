/**
 * Recognises the provider by the shape of a body, for callers that name no provider. Uses only shapes that a single
 * provider sends.
 */
import { get } from './safe.ts';

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

export function providerOfShape(source: object): string | undefined {
  // Source: platform.minimax.io/docs/api-reference/errorcode: `{"base_resp": {"status_code": 1008, …}}`.
  if (isSet(get(source, 'base_resp'))) return 'minimax';
  // Source: cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh: `{"error_code": 18, "error_msg": "…"}`.
  if (typeof get(source, 'error_code') === 'number' && isSet(get(source, 'error_msg')))
    return 'baidu';
  // Source: www.xfyun.cn/doc/spark: `{"header": {"code": 11202, "message": "…", "sid": "…"}}`.
  if (typeof get(get(source, 'header'), 'code') === 'number') return 'iflytek';
  return undefined;
}
