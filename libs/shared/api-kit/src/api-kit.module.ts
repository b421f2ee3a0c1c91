import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access/access.guard';
import { ProblemFilter } from './http/problem.filter';
import { IdempotencyKeyEntity } from './idempotency/idempotency-key.entity';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { IdempotencyRepository } from './idempotency/idempotency.repository';
import { JournalChainEntity, JournalEntryEntity } from './journal/journal-entry.entity';
import { ChangeFeed } from './live/change-feed';
import { UnitOfWork } from './persistence/unit-of-work';

/** What every domain stands on: transactions, the journal, the guard that denies by default, refusals as problem documents, acts that are done once. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([JournalEntryEntity, JournalChainEntity, IdempotencyKeyEntity])],
  providers: [UnitOfWork, ChangeFeed, { provide: APP_GUARD, useClass: AccessGuard }, { provide: APP_FILTER, useClass: ProblemFilter }, { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor }, IdempotencyRepository],
  exports: [UnitOfWork, ChangeFeed],
})
export class ApiKitModule {}
