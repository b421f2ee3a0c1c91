import { Injectable, computed, inject, signal } from '@angular/core';
import { paragraphsOf, type DemoMailView, type TextPart } from '@passerelle/mail/model';
import { ApiClient, ApiProblem } from '@passerelle/shared/web-kit';

export interface ShownMail extends DemoMailView {
  readonly paragraphs: readonly (readonly (readonly TextPart[])[])[];
}

/** The mails that the demo wrote and did not send, latest first. */
@Injectable()
export class DemoMailsStore {
  readonly #api = inject(ApiClient);
  readonly #mails = signal<readonly DemoMailView[] | null>(null);
  readonly problem = signal<ApiProblem | null>(null);
  readonly busy = signal(false);
  readonly mails = computed<readonly ShownMail[] | null>(() => this.#mails()?.map((mail) => ({ ...mail, paragraphs: paragraphsOf(mail.body, mail.links) })) ?? null);

  /** What was read before stays when reading it again is refused. */
  async load(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      this.#mails.set((await this.#api.get<DemoMailView[]>('/api/demo/mails')).body);
      this.problem.set(null);
    } catch (thrown) {
      this.problem.set(ApiProblem.from(thrown));
    } finally {
      this.busy.set(false);
    }
  }
}
