import { isServedByHttps, type Installation } from '../installation/installation';

const TWO_YEARS = 2 * 365 * 24 * 3600;
/** What no page of ours uses, and nothing that is ever injected into one shall have. */
const NO_FEATURES = ['accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb'];

/**
 * The headers of every answer: API, screens, files, refusals. The policy draws and runs nothing; what is a page says its own. Answers of the API stay in no
 * cache unless they say their own rule.
 */
export function protectiveHeaders(installation: Pick<Installation, 'publicUrl'>, ofApi: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': NO_FEATURES.map((feature) => `${feature}=()`).join(', '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
    ...(isServedByHttps(installation) ? { 'strict-transport-security': `max-age=${TWO_YEARS}` } : {}),
    ...(ofApi ? { 'cache-control': 'no-store' } : {}),
  };
}

/** The policy of a page that is drawn on the server and runs nothing. */
export const stillPagePolicy = (nonce: string): string => `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; require-trusted-types-for 'script'`;
