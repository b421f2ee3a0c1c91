import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { refusal, type Refusal } from '@passerelle/shared/kernel';
import { Refused } from './refused';

const pointersOf = (errors: readonly ValidationError[], parent = ''): Refusal[] =>
  errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = error.constraints ? [refusal('general.invalid-field', { rule: Object.keys(error.constraints).join(' ') }, pointer)] : [];
    return [...own, ...pointersOf(error.children ?? [], pointer)];
  });

/** Checks requests against their contract: what the contract does not name is refused, and every wrong field is told at its pointer. */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors) => new Refused(400, pointersOf(errors)),
  });
