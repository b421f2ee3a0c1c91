import 'reflect-metadata';
import { jest } from '@jest/globals';
import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless';

// Native ESM has no jest global; jest.mock stays unavailable, Angular's DI takes its place.
(globalThis as unknown as { jest: unknown }).jest = jest;
setupZonelessTestEnv();
