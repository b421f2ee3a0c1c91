import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { Answers, Public, Refused, Refuses, SYSTEM, UnitOfWork } from '@passerelle/shared/api-kit';

export class HealthView {
  @IsString() status: 'ok';
  @IsString() database: string;
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Whether the application answers and reaches its database; 503 where it does not. */
  @Get()
  @Public('machines that watch over the application ask without an account')
  @Header('cache-control', 'no-store')
  @Answers(200, HealthView)
  @Refuses(503)
  async health(): Promise<HealthView> {
    try {
      const [{ version }] = await this.unitOfWork.read(SYSTEM, (tx) => tx.query(`select current_setting('server_version') version`));
      return { status: 'ok', database: `PostgreSQL ${version}` };
    } catch {
      throw new Refused(503, 'general.database-unreachable');
    }
  }
}
