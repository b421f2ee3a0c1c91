import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ApiClient, BudgetSavedStore, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { ReturnedNoticeComponent } from './returned-notice.component';

describe('a version that came back', () => {
  const api = { get: jest.fn() };

  it('says above the budget what is to be corrected, who says so and where it stands, until it is submitted again', async () => {
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }] });
    await TestBed.inject(LanguageStore).use('fr');
    api.get.mockResolvedValue({ body: { versions: [{ versionNumber: 1, status: 'RETURNED', decidedByName: 'Anne Delcourt', decidedAt: '2026-11-20T09:00:00Z', decisionNote: 'La ligne 3 n’est pas décrite.' }] } });
    const saved = TestBed.inject(BudgetSavedStore);
    const fixture = TestBed.createComponent(ReturnedNoticeComponent);
    fixture.componentRef.setInput('programme', 'FWVL');
    fixture.componentRef.setInput('project', '4.8.337');
    const tell = async (revision: number, status: string) => {
      saved.tell({ projectId: 'p', revision, versionNumber: 1, status });
      await fixture.whenStable();
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
      return (fixture.nativeElement as HTMLElement).textContent!.replace(/\s+/g, ' ').trim();
    };
    expect([await tell(1, 'DRAFT'), api.get.mock.calls.length]).toEqual(['', 0]);
    const told = await tell(2, 'RETURNED');
    expect(told).toMatch(/^La version 1 a été renvoyée pour correction par Anne Delcourt le .+ :\s*La ligne 3 n’est pas décrite\.\s*Voir dans les versions$/);
    await tell(3, 'RETURNED');
    expect(api.get.mock.calls.map(([path]) => path)).toEqual(['/api/programmes/FWVL/projects/4.8.337/budget/versions']);
    expect(await tell(3, 'SUBMITTED')).toBe('');
  });
});
