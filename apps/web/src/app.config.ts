import { APP_BASE_HREF } from '@angular/common';
import { provideZonelessChangeDetection, type ApplicationConfig } from '@angular/core';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling, withRouterConfig } from '@angular/router';
import { EXPLAIN_PROVIDER } from '@passerelle/overview/web';
import { provideWebKit } from '@passerelle/shared/web-kit';
import { ROUTES } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    // Instead of a <base> element, which a strict content security policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideRouter(
      ROUTES,
      withComponentInputBinding(),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
    ),
    provideWebKit(),
    EXPLAIN_PROVIDER,
  ],
};
