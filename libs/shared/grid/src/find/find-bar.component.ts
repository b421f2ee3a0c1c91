import { ChangeDetectionStrategy, Component, ElementRef, ViewEncapsulation, input, output, viewChild } from '@angular/core';
import { SayPipe } from '@passerelle/shared/web-kit';

/** The question, how many cells answer it, and the way from one to the next. */
@Component({
  selector: 'pa-find-bar',
  imports: [SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  encapsulation: ViewEncapsulation.None,
  host: { class: 'pa-find', role: 'search', '(keydown)': 'key($event)' },
  template: `
    <label>{{ 'grid.find.label' | say }} <input #field type="search" autocomplete="off" spellcheck="false" (input)="ask()" /></label>
    <p role="status">
      @if (asked && !searching()) {
        {{ (count() > 0 ? 'grid.find.at' : 'grid.find.none') | say: { at: at() + 1, n: count() } }}
      }
    </p>
    <button type="button" [attr.aria-disabled]="count() === 0" (click)="go.emit(-1)">{{ 'grid.find.previous' | say }}</button>
    <button type="button" [attr.aria-disabled]="count() === 0" (click)="go.emit(1)">{{ 'grid.find.next' | say }}</button>
    <button type="button" class="quiet" (click)="put.emit()">{{ 'grid.find.close' | say }} <kbd aria-hidden="true">Esc</kbd></button>
  `,
})
export class FindBarComponent {
  readonly count = input.required<number>();
  readonly at = input.required<number>();
  readonly searching = input.required<boolean>();
  readonly question = output<string>();
  readonly go = output<1 | -1>();
  /** Put away. */
  readonly put = output();
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  focus(): void {
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  /** A moment after the last key: of a large sheet every question costs time. */
  ask(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), 120);
  }

  key(event: KeyboardEvent): void {
    const inField = event.target === this.field().nativeElement;
    if (event.key === 'Escape') this.put.emit();
    else if (event.key === 'Enter' && inField) this.go.emit(event.shiftKey ? -1 : 1);
    else if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) this.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #tell(): void {
    const question = this.field().nativeElement.value;
    this.asked = question.trim() !== '';
    this.question.emit(question);
  }
}
