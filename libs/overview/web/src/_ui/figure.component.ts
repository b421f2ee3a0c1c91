import { ChangeDetectionStrategy, Component, ElementRef, inject, input, viewChild } from '@angular/core';
import { ExplainPanel } from '@passerelle/shared/ui';
import { AmountPipe, SayPipe } from '@passerelle/shared/web-kit';

/** An amount that can be asked how it came about: by a click, by Enter, or by `?` as everywhere. */
@Component({
  selector: 'pa-figure',
  imports: [AmountPipe, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button #button type="button" class="figure" [attr.title]="'figure.ask' | say" (click)="ask()" (keydown)="key($event)">{{ cents() | amount: sign() }}</button>
  `,
})
export class FigureComponent {
  readonly #explain = inject(ExplainPanel);
  private readonly button = viewChild.required<ElementRef<HTMLElement>>('button');
  readonly cents = input.required<number>();
  readonly figure = input.required<string>();
  readonly programme = input.required<string>();
  readonly project = input.required<string>();
  /** € stands once in a column's head; a figure that stands alone carries it. */
  readonly sign = input<'currency' | undefined>(undefined);

  ask(): void {
    void this.#explain.open(this.programme(), this.project(), this.figure(), this.button().nativeElement);
  }

  key(event: KeyboardEvent): void {
    if (event.key !== '?') return;
    event.preventDefault();
    event.stopPropagation();
    this.ask();
  }
}
