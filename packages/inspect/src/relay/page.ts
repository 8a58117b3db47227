/**
 * The page around a hosted viewer. The page passes messages from the socket to the viewer's window, because a viewer
 * does not open sockets. The page stores nothing: each time the viewer reports that it has loaded, the page connects
 * again.
 */

/** The HTML of the page. @param nonce of the page's content security policy */
const html = (viewer: URL, origins: readonly string[], nonce: string) => `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Perdure runs</title>
<style nonce="${nonce}">html, body, iframe { margin: 0; width: 100%; height: 100%; border: 0; display: block }</style>
<script nonce="${nonce}">
  const viewers = ${JSON.stringify(origins)};
  let viewer, socket, timer;

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== document.querySelector('iframe')?.contentWindow || !viewers.includes(origin)) return;
    if (data?.type !== '@statelyai.connected') return;
    viewer = { source, origin };
    connect();
  });

  function connect() {
    clearTimeout(timer);
    if (socket) socket.onclose = socket.onmessage = null;
    socket?.close();
    socket = new WebSocket('ws://' + location.host + '/' + location.search);
    socket.onmessage = ({ data }) => viewer.source.postMessage(JSON.parse(data), viewer.origin);
    socket.onclose = () => { timer = setTimeout(connect, 1000) };
  }
</script>
<iframe src="${viewer.href}" title="The viewer"></iframe>
`;

export interface Page {
  body: string;
  headers: Record<string, string>;
}

/** Makes the page. @param origins that the viewer's frame may have, because a viewer may redirect to another origin */
export function toPage(viewer: URL, origins: readonly string[]): Page {
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // The address of this server. It is written in full, because not every browser applies 'self' to sockets.
    'connect-src ws://127.0.0.1:* ws://localhost:*',
    `frame-src ${origins.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    body: html(viewer, origins, nonce),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  };
}
