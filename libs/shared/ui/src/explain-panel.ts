import { Injectable, InjectionToken, inject, type Type } from '@angular/core';
import { Say } from '@passerelle/shared/web-kit';
import { SidePanelStore, type ReturnFocus } from './side-panel.store';

/** What the component that explains a figure is given. */
export interface ExplainInputs {
  readonly programme: string;
  readonly project: string;
  readonly figure: string;
  /** The version of the budget that it stands in; left out: the one that is valid. */
  readonly version?: number;
}

/** The component that explains a figure, loaded when it is first asked. The application says which one it is, so that no screen needs to know the other. */
export const EXPLAIN_CONTENT = new InjectionToken<() => Promise<Type<unknown>>>('EXPLAIN_CONTENT');

/** Says how a figure came about, in the side panel: codes of programme and project, and the figure's id (`erdf`, `total:<operatorId>` …). */
@Injectable({ providedIn: 'root' })
export class ExplainPanel {
  readonly #panel = inject(SidePanelStore);
  readonly #say = inject(Say);
  readonly #content = inject(EXPLAIN_CONTENT);

  async open(programme: string, project: string, figure: string, returnFocus: ReturnFocus = focused(), version?: number): Promise<void> {
    const component = await this.#content();
    const inputs: ExplainInputs = { programme, project, figure, ...(version === undefined ? {} : { version }) };
    this.#panel.open({ kind: 'explain', title: () => this.#say.say('panel.explain'), component, inputs: { ...inputs } }, returnFocus);
  }
}

const focused = (): HTMLElement | null => (document.activeElement instanceof HTMLElement ? document.activeElement : null);
