import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { refusal, type Refusal } from '@passerelle/shared/kernel';
import { Refused } from './refused';

const pointersOf = (errors: readonly ValidationError[], parent = ''): Refusal[] =>
  errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = error.constraints ? [refusal('general.invalid-field', { rule: Object.keys(error.constraints).join(' ') }, pointer)] : [];
    return [...own, ...pointersOf(error.children ?? [], pointer)];
  });

const surelyValid = new Map<unknown, (body: unknown) => boolean>();

/** A quick check for a contract of thousands of rows: where it says yes, the decorators would too, and are not asked (5 000 rows: docs/decisions/0005). */
export const passesSurely = (contract: unknown, check: (body: unknown) => boolean): void => void surelyValid.set(contract, check);

class RequestValidation extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return surelyValid.get(metadata.metatype)?.(value) ? value : super.transform(value, metadata);
  }
}

/** Checks requests against their contract: what the contract does not name is refused, and every wrong field is told at its pointer. */
export const requestValidation = (): ValidationPipe =>
  new RequestValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors) => new Refused(400, pointersOf(errors)),
  });
