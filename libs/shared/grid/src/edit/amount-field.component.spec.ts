import { TestBed } from '@angular/core/testing';
import { cents } from '@passerelle/shared/money';
import { LanguageStore, provideTexts } from '@passerelle/shared/web-kit';
import type { CellState } from '../cell-state';
import { AmountFieldComponent } from './amount-field.component';

async function field(state?: CellState) {
  TestBed.configureTestingModule({ providers: [provideTexts()] });
  await TestBed.inject(LanguageStore).use('fr');
  const fixture = TestBed.createComponent(AmountFieldComponent);
  fixture.componentRef.setInput('label', 'Personnel (€)');
  fixture.componentRef.setInput('cents', cents(100_000));
  fixture.componentRef.setInput('state', state);
  await fixture.whenStable();
  const input = (fixture.nativeElement as HTMLElement).querySelector('input')!;
  const arrives = async (amount: number) => {
    fixture.componentRef.setInput('cents', cents(amount));
    await fixture.whenStable();
  };
  return { fixture, input, arrives };
}

describe('an amount that somebody else saves while the field is open', () => {
  it('stands in the field where nothing is typed', async () => {
    const { input, arrives } = await field();
    await arrives(250_000);
    expect(input.value).toMatch(/^2.?500/);
  });

  it('is not put over what is being typed, and stands there when that was given up', async () => {
    const { input, arrives, fixture } = await field();
    input.value = '77';
    input.dispatchEvent(new Event('input'));
    await arrives(250_000);
    expect(input.value).toBe('77');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    input.dispatchEvent(new Event('blur'));
    await fixture.whenStable();
    expect(input.value).toMatch(/^2.?500/);
  });

  it('is said below the field', async () => {
    const { fixture } = await field({ kind: 'brought', note: 'Modifié par Anne' });
    expect((fixture.nativeElement as HTMLElement).querySelector('p')!.textContent).toContain('Modifié par Anne');
  });
});
