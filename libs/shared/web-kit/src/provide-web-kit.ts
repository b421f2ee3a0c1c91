import { inject, isDevMode, makeEnvironmentProviders, provideAppInitializer, type EnvironmentProviders } from '@angular/core';
import { provideTransloco, provideTranslocoTranspiler } from '@jsverse/transloco';
import { LANGUAGES } from '@passerelle/shared/kernel';
import { DictionaryLoader, MessageTranspiler } from './dictionary';
import { LanguageStore } from './language.store';
import { SessionStore } from './session.store';

/** Texts alone: what a test of a screen needs. */
export const provideTexts = (): EnvironmentProviders =>
  makeEnvironmentProviders([
    provideTransloco({
      config: { availableLangs: [...LANGUAGES], defaultLang: 'fr', reRenderOnLangChange: true, prodMode: !isDevMode(), flatten: { aot: true } },
      loader: DictionaryLoader,
    }),
    provideTranslocoTranspiler(MessageTranspiler),
  ]);

/** Texts, and before the first screen: who is signed in and in which language. A server that is not reached is the first screen's business. */
export const provideWebKit = (): EnvironmentProviders =>
  makeEnvironmentProviders([
    provideTexts(),
    provideAppInitializer(async () => {
      const session = inject(SessionStore);
      const language = inject(LanguageStore);
      await session.load().catch(() => undefined);
      await language.start(session.person()?.language ?? null);
    }),
  ]);
