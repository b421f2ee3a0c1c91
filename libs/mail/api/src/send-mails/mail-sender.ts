import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { INSTALLATION, SYSTEM, UnitOfWork, type Installation } from '@passerelle/shared/api-kit';
import { minutesToWait } from '@passerelle/mail/model';
import { MailRepository, type MailToSend } from '../_persistence/mail.repository';
import { MAIL_OPTIONS, type MailOptions } from '../mail-options';
import { codesOf, postOffice, type PostOffice } from './post-office';

const TURN_MILLISECONDS = 3_000;
const HOUR_MILLISECONDS = 3_600_000;
const KEPT_DAYS = 30;
/** Longer than an attempt can take: only then may another process begin one. */
const TAKEN_MINUTES = 5;

/** Sends what has been committed, one mail after the other; any number of processes may do so on one database. Forgets mails after thirty days. */
@Injectable()
export class MailSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Mail');
  readonly #office: PostOffice | null;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #tidiedAt = 0;
  #trouble = '';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: MailRepository,
    @Inject(MAIL_OPTIONS) options: MailOptions,
    @Inject(INSTALLATION) installation: Installation,
  ) {
    this.#office = options.smtp === null ? null : postOffice({ smtp: options.smtp, from: options.from, publicUrl: installation.publicUrl });
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.nudge(), TURN_MILLISECONDS).unref();
  }

  /** Ends after the mail that is on its way: the database is still there until then. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Sends at once what waits; call it after the commit, and do not wait for it where somebody waits for the answer. Never throws. */
  nudge(): Promise<void> {
    this.#again = true;
    return (this.#running ??= this.work().finally(() => (this.#running = null)));
  }

  private async work(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.tidy();
        while (this.#office && !this.#stopped && (await this.sendNext(this.#office)));
      }
      this.#trouble = '';
    } catch (error) {
      this.tellOnce((error as Error).message);
    }
  }

  /** Whether there was one to send. */
  private async sendNext(office: PostOffice): Promise<boolean> {
    const mail = await this.unitOfWork.run(SYSTEM, (tx) => this.mails.takeNext(tx, TAKEN_MINUTES));
    if (!mail) return false;
    const error = await this.attempt(office, mail);
    if (error === null) await this.unitOfWork.run(SYSTEM, (tx) => this.mails.markSent(tx, mail.mailId));
    else await this.keepFailure(mail, error);
    return true;
  }

  private async attempt(office: PostOffice, mail: MailToSend): Promise<string | null> {
    const { body } = mail;
    if (body === null) return 'sealed under another secret';
    try {
      await office.post({ ...mail, body });
      return null;
    } catch (error) {
      return codesOf(error);
    }
  }

  private async keepFailure({ mailId, kind, attempts }: MailToSend, error: string): Promise<void> {
    const minutes = minutesToWait(attempts);
    const next = minutes === null ? 'it is given up' : `tried again in ${minutes} min`;
    this.logger.warn(`mail ${mailId} (${kind}), attempt ${attempts}: ${error}; ${next}`);
    await this.unitOfWork.run(SYSTEM, (tx) => (minutes === null ? this.mails.markFailed(tx, mailId, error) : this.mails.waitAfterFailure(tx, mailId, minutes, error)));
  }

  private async tidy(): Promise<void> {
    if (Date.now() - this.#tidiedAt < HOUR_MILLISECONDS) return;
    await this.unitOfWork.run(SYSTEM, (tx) => this.mails.forgetOlderThan(tx, KEPT_DAYS));
    this.#tidiedAt = Date.now();
  }

  /** A database that is away for an hour is one line of the log, not a thousand. */
  private tellOnce(trouble: string): void {
    if (trouble !== this.#trouble) this.logger.error(`mails wait: ${trouble}`);
    this.#trouble = trouble;
  }
}
