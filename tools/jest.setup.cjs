// Tests on a real database, and tests that start the product, take longer than Jest's five seconds on a busy machine.
jest.setTimeout(120_000);
