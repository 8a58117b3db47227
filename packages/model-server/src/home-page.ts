/** The page for people: what this server is, and its routes. */
export const HOME = `Perdure model server
An OpenAI-compatible model that streams prepared answers, and fails as told.

POST   /v1/chat/completions  a chat request; takes the first entry of the plan and obeys it
GET    /v1/models            the models there are

GET    /control/plan         what is ahead, next first
PUT    /control/plan         replace them: { "faults": [{ "kind": "cut", "afterTokens": 20 }] }
GET    /control/requests     every chat request received, newest last, and what became of it
DELETE /control/requests     forget them
GET    /control/settings     the settings
PUT    /control/settings     change them: { "tokenDelayMs": 40 }

The plan's entries
  { "kind": "ok" }
  { "kind": "toolCall", "name": "send_receipt", "arguments": { "to": "ann@example.com" } }
  { "kind": "status", "status": 503, "code"?, "message"?, "retryAfterSeconds"? }
  { "kind": "cut", "afterTokens": 20 }         the connection breaks
  { "kind": "stall", "afterTokens": 20 }       silence, until the client goes away
  { "kind": "errorFrame", "afterTokens": 20, "code"?, "message"? }
  { "kind": "endEarly", "afterTokens": 20 }    a clean end, too soon
An empty plan means success.
`;
