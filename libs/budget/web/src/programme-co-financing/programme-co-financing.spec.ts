import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ProgrammeCoFinancingView } from '@passerelle/budget/model';
import { cents } from '@passerelle/shared/money';
import { ApiClient, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { ProgrammeCoFinancingComponent } from './programme-co-financing.component';

const PAID = {
  totalCents: cents(10930723), byPayer: { ERDF: cents(5465361), PUBLIC: cents(0), AUTOMATIC_PUBLIC: cents(0), PRIVATE: cents(0), OWN: cents(5465362) },
  shareBp: { ERDF: 5000, PUBLIC: 0, AUTOMATIC_PUBLIC: 0, PRIVATE: 0, OWN: 5000 }, differenceCents: cents(0),
};

describe('the screen of who pays how much in a programme', () => {
  const api = { get: jest.fn() };
  const programme: ProgrammeCoFinancingView = { whoPays: PAID, projects: [{ ...PAID, projectId: 'p', code: '4.8.337', acronym: 'AB Réfugiés' }], rowCount: 120, page: 2, pageSize: 50 };

  it('shows its projects a page at a time, each leading to its own, under the sum of all', async () => {
    api.get.mockResolvedValue({ body: programme });
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('nl');
    const fixture = TestBed.createComponent(ProgrammeCoFinancingComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('page', '2');
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    expect(api.get).toHaveBeenCalledWith('/api/programmes/FWVL/co-financing', { page: 2 });
    expect(page.querySelector('tbody a')?.getAttribute('href')).toBe('/programmes/FWVL/projects/4.8.337/budget/co-financing');
    expect([...page.querySelectorAll('.pages a')].map((link) => link.getAttribute('href'))).toEqual(['/?page=1', '/?page=3']);
    expect([page.querySelectorAll('.figure').length, page.querySelector('h1')?.textContent]).toEqual([0, 'Wie betaalt hoeveel']);
  });
});
