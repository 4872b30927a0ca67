/** What most would write first: Nest on Express, class-validator, one TypeORM save() per request, a pool of ten. */
import 'reflect-metadata';
import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Type } from 'class-transformer';
import {
  IsDateString,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';

class NaiveLocation {
  @IsNumber() lon: number;
  @IsNumber() lat: number;
  @IsOptional() @IsString() address?: string;
}

class NaiveInput {
  @IsString() @MaxLength(200) id: string;
  @IsOptional() @IsString() record?: string;
  @IsIn(['incident', 'complaint', 'risk']) stream: string;
  @IsString() type: string;
  @IsDateString() occurredAt: string;
  @ValidateNested() @Type(() => NaiveLocation) location: NaiveLocation;
  @IsOptional() @IsString() @MaxLength(200) title?: string;
  @IsOptional() @IsString() @MaxLength(4000) description?: string;
  @IsOptional() @IsObject() attributes?: object;
}

@Entity('naive_observation')
class NaiveObservation {
  @PrimaryColumn('text') id: string;
  @Column('text') stream: string;
  @Column('text') type: string;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt: string;
  @Column('float8') lon: number;
  @Column('float8') lat: number;
  @Column('text', { nullable: true }) title?: string;
  @Column('text', { nullable: true }) body?: string;
  @Column('jsonb', { nullable: true }) attributes?: object;
}

@Controller('observations')
class NaiveController {
  constructor(@InjectRepository(NaiveObservation) private readonly rows: Repository<NaiveObservation>) {}

  @Post()
  async create(@Body() item: NaiveInput): Promise<{ accepted: number }> {
    const { id, stream, type, occurredAt, title, description: body, attributes, location } = item;
    await this.rows.save({
      id,
      stream,
      type,
      occurredAt,
      title,
      body,
      attributes,
      lon: location.lon,
      lat: location.lat,
    });
    return { accepted: 1 };
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      ...{ type: 'postgres', url: process.env['DATABASE_URL'], extra: { max: 10 } },
      entities: [NaiveObservation],
    }),
    TypeOrmModule.forFeature([NaiveObservation]),
  ],
  controllers: [NaiveController],
})
class NaiveModule {}

const app = await NestFactory.create(NaiveModule, { logger: false });
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
await app.listen(0, '127.0.0.1');
process.send?.({ url: (await app.getUrl()).replace('[::1]', '127.0.0.1') });
process.on('disconnect', () => process.exit(0));
