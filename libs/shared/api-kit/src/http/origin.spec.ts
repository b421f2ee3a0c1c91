import { isForeignOrigin } from './origin';

const real = { publicUrl: 'https://passerelle.example', demo: false };
const demo = { publicUrl: 'http://localhost:3000', demo: true };

describe('the origin of a changing request', () => {
  it.each([
    ['our own page', { origin: 'https://passerelle.example' }, false],
    ['our own page, said twice', { origin: 'https://passerelle.example', 'sec-fetch-site': 'same-origin' }, false],
    ['no browser', {}, false],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }, false],
    ['another site', { 'sec-fetch-site': 'cross-site' }, true],
    ['another host of our site', { 'sec-fetch-site': 'same-site', origin: 'https://passerelle.example' }, true],
    ['a sandboxed frame', { origin: 'null' }, true],
    ['another site that browsers do not classify', { origin: 'https://elsewhere.example' }, true],
    ['our host without HTTPS', { origin: 'http://passerelle.example' }, true],
    ['our host on another port', { origin: 'https://passerelle.example:8443' }, true],
    ['a host of the sender’s choice', { origin: 'https://elsewhere.example', host: 'elsewhere.example' }, true],
    ['several at once', { origin: 'https://passerelle.example, https://elsewhere.example' }, true],
    ['nothing that could be read', { origin: '' }, true],
  ])('of %s', (_, headers, foreign) => expect(isForeignOrigin(headers, real)).toBe(foreign));

  it('in a demo may be the host by which the page was reached, which has many names', () => {
    expect(isForeignOrigin({ origin: 'http://192.168.1.7:3000', host: '192.168.1.7:3000' }, demo)).toBe(false);
    expect(isForeignOrigin({ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, { ...demo, demo: false })).toBe(false);
    expect(isForeignOrigin({ origin: 'http://192.168.1.7:8080', host: '192.168.1.7:3000' }, demo)).toBe(true);
    expect(isForeignOrigin({ origin: 'null', host: 'null' }, demo)).toBe(true);
  });
});
