import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Refuses } from '../http/api-docs';

export const CREATES = 'passerelle:creates';

/**
 * A POST that creates or submits: it carries an Idempotency-Key, and the same request under the same key is done once, however often it is sent. For acts of
 * somebody who is signed in, whose answer holds no secret: the answer is kept for a day.
 */
export const Creates = () =>
  applyDecorators(
    SetMetadata(CREATES, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
      description: 'Fresh for every act, the same when it is sent again: then the stored answer comes back, with idempotent-replay: true. Kept for 24 hours.',
    }),
    Refuses(409, 422, 428),
  );
