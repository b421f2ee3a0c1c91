import type { Installation } from '../installation/installation';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Whether a request was sent by a page that is not ours. Browsers say where a request comes from: another site's, and another host's of the same site, are
 * foreign, and so is `null` (a sandboxed frame, a file). What says nothing is no browser, and carries no cookie that it did not put there itself.
 * A demo and an installation on this machine are reached by many names: there, the page's own host is the request's.
 */
export function isForeignOrigin(headers: Headers, { publicUrl, demo }: Pick<Installation, 'publicUrl' | 'demo'>): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  if (typeof origin !== 'string' || !URL.canParse(origin)) return true;
  const ours = new URL(publicUrl);
  if (origin === ours.origin) return false;
  return !(demo || LOCAL.has(ours.hostname)) || new URL(origin).host !== headers['host'];
}
