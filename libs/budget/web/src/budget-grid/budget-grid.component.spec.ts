import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ExplainPanel } from '@passerelle/shared/ui';
import { ApiClient, LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import { BudgetGridComponent } from './budget-grid.component';

it('asks before a reload while an editor is open, though nothing is on its way yet', async () => {
  const api = { get: () => new Promise(() => undefined) };
  TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([]), { provide: ApiClient, useValue: api }, { provide: ExplainPanel, useValue: {} }] });
  await TestBed.inject(LanguageStore).use('fr');
  const fixture = TestBed.createComponent(BudgetGridComponent);
  fixture.componentRef.setInput('programme', 'FWVL');
  fixture.componentRef.setInput('project', '1.1.1');
  await fixture.whenStable();
  const asks = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(asks()).toBe(false);
  fixture.componentInstance.typing.set(true);
  expect(asks()).toBe(true);
});
