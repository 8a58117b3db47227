/** The text of `GET /`: what this server is, and its routes. */
export const homePage = `Perdure model server
An OpenAI-compatible model that streams prepared answers, and fails as planned.

POST   /v1/chat/completions  a chat request; it uses up the first fault of the plan
GET    /v1/models            the models, and the kinds of content that each takes

GET    /control/plan         the faults ahead, next first
PUT    /control/plan         replace them: { "faults": [{ "kind": "cut", "afterTokens": 20 }] }
GET    /control/requests     the last 1,000 chat requests and their outcomes, newest last
DELETE /control/requests     clear them
GET    /control/settings     the settings
PUT    /control/settings     change them: { "tokenDelayMs": 40 }

Faults
  { "kind": "ok" }                             the whole answer
  { "kind": "reasoning" }                      the whole answer after thinking
  { "kind": "toolCall", "name": "send_receipt", "arguments": { "to": "ann@example.com" },
    "pieceLength"?, "pieceDelayMs"? }
  { "kind": "pings", "as": "comment", "count": 20, "everyMs"? }         or as "reasoning"
  { "kind": "finish", "reason": "length", "afterTokens"?, "reasoningOnly"?, "usage"?, "done"? }
  { "kind": "status", "status": 503, "code"?, "message"?, "retryAfterSeconds"? }
  { "kind": "emptyBody" }                      status 200 and no body
  { "kind": "cut", "afterTokens": 20 }         the connection breaks
  { "kind": "stall", "afterTokens": 20 }       silence until the client disconnects
  { "kind": "errorFrame", "afterTokens": 20, "code"?, "message"? }
  { "kind": "endEarly", "afterTokens": 20 }    a clean end before the answer is whole
With an empty plan, requests succeed.
`;
