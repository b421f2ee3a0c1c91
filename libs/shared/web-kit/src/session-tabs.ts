import { Injectable, InjectionToken, inject } from '@angular/core';

/** What the tabs of one browser tell each other: they share the session's cookie, and not what each of them holds. */
export type TabMessage =
  | { readonly kind: 'time'; readonly personId: string; readonly endsAt: number }
  | { readonly kind: 'entered'; readonly personId: string }
  | { readonly kind: 'left' };

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

/** Null in a browser that has no such thing: each tab then learns by its own next request. */
export const TAB_CHANNEL = new InjectionToken<Channel | null>('TAB_CHANNEL', {
  providedIn: 'root',
  factory: () => (typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('passerelle.session')),
});

@Injectable({ providedIn: 'root' })
export class SessionTabs {
  readonly #channel = inject(TAB_CHANNEL);

  tell(message: TabMessage): void {
    this.#channel?.postMessage(message);
  }

  listen(hear: (message: TabMessage) => void): void {
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => hear(data));
  }
}
