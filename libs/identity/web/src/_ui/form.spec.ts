import { ApiProblem } from '@passerelle/shared/web-kit';
import { Form, missing } from './form';

const refused = (code: string, pointer: string) => new ApiProblem({ status: 422, code, errors: [{ code, params: {}, pointer }] });

describe('a form', () => {
  const made = () => new Form(['name', 'password'], ({ name }) => ({ name: missing(name, 'name.missing') }));

  it('says nothing before it is sent, and sends nothing that it knows to be wrong', async () => {
    const form = made();
    const send = jest.fn();
    expect(form.errors().name).toBeNull();
    expect(await form.submit(send)).toBe(false);
    expect([form.errors().name?.code, send.mock.calls.length]).toEqual(['name.missing', 0]);
    form.values.name.set('N');
    expect(form.errors().name).toBeNull();
  });

  it('shows what the server refused at its field, and above it only what has none', async () => {
    const form = made();
    form.values.name.set('N');
    await form.submit(() => Promise.reject(refused('password.short', '/password')));
    expect([form.errors().password?.code, form.problem()]).toEqual(['password.short', null]);
    await form.submit(() => Promise.reject(new ApiProblem({ status: 429, code: 'too-many' })));
    expect([form.errors().password, form.problem()?.code, form.values.name()]).toEqual([null, 'too-many', 'N']);
  });

  it('has one request under way at a time', async () => {
    const form = made();
    form.values.name.set('N');
    const send = jest.fn(async () => undefined);
    expect(await Promise.all([form.submit(send), form.submit(send)])).toEqual([true, false]);
    expect([send.mock.calls.length, form.busy()]).toEqual([1, false]);
  });

  it('shows no fault where a refusal is a question', async () => {
    const form = made();
    form.values.name.set('N');
    await form.submit(() => Promise.reject(refused('question', '/password')), ({ code }) => code === 'question');
    expect([form.errors().password, form.problem()]).toEqual([null, null]);
  });
});
