/** The provider of a body, for callers that name none: shapes that only one provider sends. */
import { get } from './safe.ts';

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

export function providerOfShape(source: object): string | undefined {
  // platform.minimax.io/docs/api-reference/errorcode: `{"base_resp": {"status_code": 1008, …}}`.
  if (isSet(get(source, 'base_resp'))) return 'minimax';
  // cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh: `{"error_code": 18, "error_msg": "…"}`.
  if (typeof get(source, 'error_code') === 'number' && isSet(get(source, 'error_msg')))
    return 'baidu';
  // www.xfyun.cn/doc/spark: `{"header": {"code": 11202, "message": "…", "sid": "…"}}`.
  if (typeof get(get(source, 'header'), 'code') === 'number') return 'iflytek';
  return undefined;
}
