import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';

interface NamedAmount {
  readonly name: string;
  readonly amountCents: number | null;
}

/** What a choice would take away, by name and amount, what it leaves and what it gives. */
export interface Losses {
  readonly rate: string;
  readonly operator: string;
  readonly lines: readonly (NamedAmount & { readonly lineId: string; readonly text: string })[];
  readonly linesCents: number;
  readonly givesUp: readonly NamedAmount[];
  readonly stays: readonly NamedAmount[];
  readonly becomes: NamedAmount | null;
}

/** Choosing deletes: she sees all of it first, and the buttons say what happens. */
@Component({
  selector: 'pa-lose-dialog',
  imports: [AmountPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'dialog' },
  styleUrl: './lose-dialog.component.css',
  template: `
    <h2 id="lose-title" tabindex="-1">{{ 'simplifiedCosts.dialog.title' | say: { rate: data.rate, operator: data.operator } }}</h2>
    @if (data.lines.length > 0) {
      <h3 id="lose-lines">{{ 'simplifiedCosts.dialog.lines' | say: { lines: data.lines.length } }}</h3>
      <ul class="lines" aria-labelledby="lose-lines" tabindex="0">
        @for (line of data.lines; track line.lineId) {
          <li><span>{{ line.name }}@if (line.text) { · {{ line.text }} }</span> <span class="amount">{{ line.amountCents === null ? ('budget.empty' | say) : (line.amountCents | amount: 'currency') }}</span></li>
        }
        <li class="sum"><span>{{ 'simplifiedCosts.dialog.sum' | say }}</span> <span class="amount">{{ data.linesCents | amount: 'currency' }}</span></li>
      </ul>
    }
    @if (data.givesUp.length > 0) {
      <h3>{{ 'simplifiedCosts.dialog.givesUp' | say }}</h3>
      <ul>
        @for (rate of data.givesUp; track rate.name) {
          <li><span>{{ rate.name }}</span> <span class="amount">{{ rate.amountCents | amount: 'currency' }}</span></li>
        }
      </ul>
    }
    <h3>{{ 'simplifiedCosts.dialog.stays' | say }}</h3>
    <ul>
      @for (category of data.stays; track category.name) {
        <li><span>{{ category.name }}</span> <span class="amount">{{ category.amountCents | amount: 'currency' }}</span></li>
      } @empty {
        <li>{{ 'simplifiedCosts.dialog.nothing' | say }}</li>
      }
      @if (data.becomes; as becomes) {
        <li class="sum"><span>{{ 'simplifiedCosts.dialog.becomes' | say: { category: becomes.name } }}</span> <span class="amount">{{ becomes.amountCents | amount: 'currency' }}</span></li>
      }
    </ul>
    <p class="aside">{{ 'simplifiedCosts.dialog.undo' | say }}</p>
    <p class="acts">
      <button type="button" class="primary" (click)="dialog.close(false)">{{ 'simplifiedCosts.dialog.keep' | say }}</button>
      <button type="button" (click)="dialog.close(true)">
        {{ (data.lines.length > 0 ? 'simplifiedCosts.dialog.delete' : 'simplifiedCosts.dialog.replace') | say: { lines: data.lines.length, lostCents: data.linesCents } }}
      </button>
    </p>
  `,
})
export class LoseDialogComponent {
  readonly data = inject<Losses>(DIALOG_DATA);
  readonly dialog = inject<DialogRef<boolean>>(DialogRef);
}
