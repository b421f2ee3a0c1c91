import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { tokenOfLink } from './link-token';

const taken: string[] = [];
@Component({ template: '' })
class PageComponent {
  constructor() {
    tokenOfLink((token) => taken.push(token));
  }
}

describe('the token of a mail’s link', () => {
  beforeEach(() => {
    taken.length = 0;
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: 'invitation', component: PageComponent }])] });
  });

  it('is handed over and taken out of the address at once; another link in the same tab is another token', async () => {
    const harness = await RouterTestingHarness.create('/invitation#first');
    await harness.fixture.whenStable();
    expect([taken, TestBed.inject(Router).url]).toEqual([['first'], '/invitation']);
    await TestBed.inject(Router).navigateByUrl('/invitation#second');
    await harness.fixture.whenStable();
    await new Promise((done) => setTimeout(done));
    expect([taken, TestBed.inject(Router).url]).toEqual([['first', 'second'], '/invitation']);
  });

  it('is missing where the address came without it', async () => {
    await RouterTestingHarness.create('/invitation');
    expect(taken).toEqual(['']);
  });
});
