import { expect, test as base, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { signInByApi, type Person, type Requests } from './people';

export interface Options {
  /** Who sits in front of `page`; null: somebody who has not signed in. */
  person: Person | null;
}

interface Fixtures extends Options {
  /** Another person at a screen of her own. */
  open: (person: Person | null, options?: BrowserContextOptions) => Promise<Page>;
  /** What the browser may complain of in this test: a refused request, a lost network. Anything else that it complains of fails the test. */
  mayComplain: (about: RegExp) => void;
  complaints: Complaints;
}

interface WorkerFixtures {
  /** Somebody signed in without a screen; once for all tests. */
  as: (person: Person) => Promise<Requests>;
}

class Complaints {
  readonly #found: string[] = [];
  readonly #allowed: RegExp[] = [];

  listen(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#found.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.#found.push(`thrown: ${error.error().stack ?? error.error().message}`));
  }

  allow(about: RegExp): void {
    this.#allowed.push(about);
  }

  unexpected(): string[] {
    return this.#found.filter((text) => !this.#allowed.some((about) => about.test(text)));
  }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  person: [null, { option: true }],

  as: [
    async ({}, use) => {
      const known = new Map<Person, Promise<Requests>>();
      await use((person) => known.get(person) ?? known.set(person, signInByApi(person)).get(person)!);
      for (const requests of known.values()) await (await requests).dispose();
    },
    { scope: 'worker' },
  ],

  storageState: async ({ person, as }, use) => use(person ? await (await as(person)).storageState() : undefined),

  complaints: [
    async ({}, use) => {
      const complaints = new Complaints();
      await use(complaints);
      expect(complaints.unexpected(), 'what the browser complained of').toEqual([]);
    },
    { auto: true },
  ],

  mayComplain: async ({ complaints }, use) => use((about) => complaints.allow(about)),

  context: async ({ context, complaints }, use) => {
    complaints.listen(context);
    await use(context);
  },

  open: async ({ browser, contextOptions, as, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, options = {}) => {
      const storageState = person ? await (await as(person)).storageState() : undefined;
      const context = await browser.newContext({ ...contextOptions, ...options, storageState });
      complaints.listen(context);
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
