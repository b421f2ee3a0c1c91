import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailMessageEntity } from './_persistence/mail-message.entity';
import { MailRepository } from './_persistence/mail.repository';
import { MAIL_OPTIONS, type MailOptions } from './mail-options';
import { MailActions } from './mail.actions';
import { MailSender } from './send-mails/mail-sender';
import { DemoMailsController } from './show-demo-mails/show-demo-mails.controller';

/** Mails: written along with an act, sent once it is done. */
@Module({})
export class MailModule {
  static with(options: MailOptions): DynamicModule {
    return {
      module: MailModule,
      global: true,
      imports: [TypeOrmModule.forFeature([MailMessageEntity])],
      controllers: [DemoMailsController],
      providers: [MailRepository, MailActions, MailSender, { provide: MAIL_OPTIONS, useValue: options }],
      exports: [MailActions, MailSender],
    };
  }
}
