import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, INSTALLATION, Public, Refused, Refuses, SYSTEM, UnitOfWork, type Installation } from '@passerelle/shared/api-kit';
import { DemoMailView, linksIn } from '@passerelle/mail/model';
import { MailRepository } from '../_persistence/mail.repository';

const SHOWN = 100;

@ApiTags('demo')
@Controller('demo/mails')
export class DemoMailsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: MailRepository,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** The latest mails that the demo wrote and did not send, latest first; 404 outside demo mode. */
  @Get()
  @Public('the demo shows the mails that it does not send')
  @Header('cache-control', 'no-store')
  @Answers(200, DemoMailView, { list: true })
  @Refuses(404)
  async list(): Promise<DemoMailView[]> {
    const { demo, publicUrl } = this.installation;
    if (!demo) throw new Refused(404, 'general.not-found');
    const mails = await this.unitOfWork.read(SYSTEM, (tx) => this.mails.listOnlyShown(tx, SHOWN));
    return mails.map(({ mailId, recipient, kind, language, createdAt, subject, body }) => ({ mailId, to: recipient, kind, language, createdAt, subject, body, links: linksIn(body, publicUrl) }));
  }
}
