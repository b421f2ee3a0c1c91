import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access/access.guard';
import { ProblemFilter } from './http/problem.filter';
import { JournalChainEntity, JournalEntryEntity } from './journal/journal-entry.entity';
import { UnitOfWork } from './persistence/unit-of-work';

/** What every domain stands on: transactions, the journal, the guard that denies by default, refusals as problem documents. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([JournalEntryEntity, JournalChainEntity])],
  providers: [UnitOfWork, { provide: APP_GUARD, useClass: AccessGuard }, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [UnitOfWork],
})
export class ApiKitModule {}
