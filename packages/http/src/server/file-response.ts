/**
 * A stored file as a response. What is in a file must never run as a page of the server's origin, because a file may
 * come from a stranger.
 */
import type { StoredFile } from '@perdure/thread';

/**
 * Types that a browser shows without running what is in them. SVG is not among them, because it may hold scripts.
 */
const shown = /^(?:image\/(?:png|apng|jpeg|gif|webp|avif)|audio\/[\w.+-]+|application\/pdf)(?:;|$)/;

const sandbox = "sandbox; default-src 'none'";

/** The response may be kept for good, because the content of a hash never changes. */
export const fileResponse = (hash: string, { mediaType, bytes }: StoredFile): Response =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': mediaType,
      'content-disposition': shown.test(mediaType) ? 'inline' : 'attachment',
      // A sandbox keeps browsers from showing a PDF, whose viewer runs nothing of the page's origin.
      ...(mediaType !== 'application/pdf' && { 'content-security-policy': sandbox }),
      'x-content-type-options': 'nosniff',
      etag: `"${hash}"`,
      'cache-control': 'private, max-age=31536000, immutable',
    },
  });
