/**
 * Why an act was not done. `code` is also the translation key; `params` feed its text (names end in Cents, Bp or Date where the
 * value is an amount, a rate or an ISO date); `pointer` is the JSON pointer of the field in the request, '' for the whole.
 */
export interface Refusal {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly pointer: string;
}

export const refusal = (code: string, params: Refusal['params'] = {}, pointer = ''): Refusal => ({ code, params, pointer });
