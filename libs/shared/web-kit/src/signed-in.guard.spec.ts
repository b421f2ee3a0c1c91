import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, type ActivatedRouteSnapshot, type RouterStateSnapshot, type UrlTree } from '@angular/router';
import { SessionStore } from './session.store';
import { signedIn } from './signed-in.guard';

describe('a page for people who are signed in', () => {
  const ask = async (url: string, isIn: boolean, restriction: string | null = null): Promise<string> => {
    TestBed.configureTestingModule({ providers: [provideRouter([]), { provide: SessionStore, useValue: { session: signal({}), signedIn: signal(isIn), restriction: signal(restriction) } }] });
    const answer = await TestBed.runInInjectionContext(() => signedIn({} as ActivatedRouteSnapshot, { url } as RouterStateSnapshot));
    return String(answer as boolean | UrlTree);
  };

  it('opens for them', async () => expect(await ask('/programmes', true)).toBe('true'));
  it('leads others to sign in and back to it', async () => expect(await ask('/programmes?q=a', false)).toBe('/sign-in?returnTo=%2Fprogrammes%3Fq%3Da'));
  it('asks a visitor of the start to sign in, without speaking of a page that she never asked for', async () => expect(await ask('/', false)).toBe('/sign-in'));

  it.each([
    ['set-up-totp', '/programmes?q=a', '/account/second-factor?returnTo=%2Fprogrammes%3Fq%3Da'],
    ['set-up-totp', '/account/email', '/account/second-factor?returnTo=%2Faccount%2Femail'],
    ['set-up-totp', '/', '/account/second-factor?returnTo=%2F'],
    ['set-up-totp', '/account/second-factor?returnTo=%2Fa', 'true'],
    ['give-code', '/programmes', '/sign-in/code?returnTo=%2Fprogrammes'],
  ])('leads who has to %s first from %s to %s', async (restriction, url, way) => expect(await ask(url, true, restriction)).toBe(way));
});
