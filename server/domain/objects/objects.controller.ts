import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ObjectChange,
  ObjectFile,
  ObjectImport,
  ObjectImported,
  ObjectInput,
  ObjectPage,
  ObjectsQuery,
  RegisteredObject,
} from '../../../protocol/object.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { ObjectImports } from './object-import.service.js';
import { Objects } from './objects.service.js';
import { RegisterDoor } from './register-door.service.js';

/** The register of objects (监管对象): what they are, where, and how closely they are looked after. */
@Controller('api/v1/objects')
export class ObjectsController {
  constructor(
    private readonly objects: Objects,
    private readonly imports: ObjectImports,
    private readonly door: RegisterDoor,
  ) {}

  @Get()
  @Policy('objects.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Objects with their grades, the worst first', query: ObjectsQuery, response: ObjectPage })
  list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<ObjectPage> {
    return this.objects.page(parseInput(ObjectsQuery, query), who);
  }

  @Get(':code')
  @Policy('objects.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'One object with its grades and incidents', response: ObjectFile })
  one(@Param('code') code: string, @CurrentPrincipal() who: Principal): Promise<ObjectFile> {
    return this.objects.file(code, who);
  }

  @Post()
  @Policy('objects.manage')
  @Api({ summary: 'Put an object on the register', body: ObjectInput, response: RegisteredObject, status: 201 })
  add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<RegisteredObject> {
    return this.objects.add(parseInput(ObjectInput, body), { who, address: request.ip });
  }

  @Post('import')
  @HttpCode(200)
  @Policy('objects.manage')
  @Api({ summary: 'Take a register in as CSV; faults by line', body: ObjectImport, response: ObjectImported })
  import(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<ObjectImported> {
    return this.door.take(this.imports, parseInput(ObjectImport, body).csv, { who, address: request.ip });
  }

  @Put(':code')
  @Policy('objects.manage')
  @Api({ summary: 'Change an object as a whole', body: ObjectChange, response: RegisteredObject })
  change(
    @Param('code') code: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<RegisteredObject> {
    return this.objects.change(code, parseInput(ObjectChange, body), { who, address: request.ip });
  }

  @Delete(':code')
  @HttpCode(204)
  @Policy('objects.manage')
  @Api({ summary: 'Take an object off the register; its incidents stay', status: 204 })
  remove(
    @Param('code') code: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    return this.objects.remove(code, { who, address: request.ip });
  }
}
