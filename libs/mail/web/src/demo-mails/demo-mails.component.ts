import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink, type UrlTree } from '@angular/router';
import { PageTitleDirective, ProblemPageComponent, SkeletonComponent } from '@passerelle/shared/ui';
import { MomentPipe, ProblemComponent, SayPipe } from '@passerelle/shared/web-kit';
import { DemoMailsStore } from './demo-mails.store';

/** Mails that the demo would have sent: a list, one of them open. Which one stands in the address; without it the latest. */
@Component({
  selector: 'pa-demo-mails',
  imports: [MomentPipe, PageTitleDirective, ProblemComponent, ProblemPageComponent, RouterLink, SayPipe, SkeletonComponent],
  providers: [DemoMailsStore],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './demo-mails.component.html',
  styleUrl: './demo-mails.component.css',
})
export class DemoMailsComponent {
  readonly store = inject(DemoMailsStore);
  readonly #router = inject(Router);
  /** From the address; 'none' where the open one was closed. */
  readonly mail = input<string>();
  readonly open = computed(() => this.mail() ?? this.store.mails()?.[0]?.mailId ?? 'none');

  constructor() {
    void this.store.load();
  }

  toggle(mailId: string): void {
    void this.#router.navigate([], { queryParams: { mail: this.open() === mailId ? 'none' : mailId }, replaceUrl: true });
  }

  /** A link of a mail may carry what one uses only once in its query or behind its #. */
  treeOf(path: string): UrlTree {
    return this.#router.parseUrl(path);
  }
}
