import { TestBed } from '@angular/core/testing';
import { Component, signal } from '@angular/core';
import { Router, provideRouter } from '@angular/router';
import { OwnOperatorStore } from '@passerelle/overview/web';
import { ApiClient, ApiProblem, LanguageStore, SessionStore, provideTexts } from '@passerelle/shared/web-kit';
import { TopBarComponent } from './top-bar.component';

@Component({ template: '' })
class PageComponent {}

const session = { person: { personId: 'p', name: 'N', email: 'n@x.y', language: 'fr', assignments: [] }, csrfToken: 't', demo: false, demoPersons: [] };

it('says that signing out failed, and leads back to the screen that stays hers', async () => {
  const change = jest.fn();
  TestBed.configureTestingModule({
    providers: [
      provideTexts(),
      provideRouter([{ path: '**', component: PageComponent }]),
      { provide: ApiClient, useValue: { change } },
      { provide: OwnOperatorStore, useValue: { name: signal(null) } },
    ],
  });
  await TestBed.inject(LanguageStore).use('fr');
  change.mockResolvedValueOnce({ body: session });
  await TestBed.inject(SessionStore).signIn('n@x.y', 'secret');
  const router = TestBed.inject(Router);
  await router.navigateByUrl('/projects/a?cell=b');
  const fixture = TestBed.createComponent(TopBarComponent);
  fixture.componentRef.setInput('menuOpen', false);
  fixture.componentRef.setInput('hasMenu', false);

  change.mockRejectedValueOnce(new ApiProblem({ status: 0, code: 'general.offline' }));
  await fixture.componentInstance.signOut();
  await fixture.whenStable();

  expect(fixture.nativeElement.querySelector('[role="alert"]')?.textContent).toContain('votre session est toujours ouverte');
  expect([TestBed.inject(SessionStore).signedIn(), router.url]).toEqual([true, '/projects/a?cell=b']);
});
