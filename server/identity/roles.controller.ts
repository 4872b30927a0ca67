import { Body, Controller, Get, Inject, Param, Patch, Put, Req } from '@nestjs/common';
import { Role, type Permission, type Reach } from '../../protocol/identity.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import { Audit } from './audit.service.js';
import { CurrentPrincipal, type IdentifiedRequest } from './current.js';
import { RoleInput, RolePatch } from './identity.input.js';
import { parseInput } from './input.js';
import type { Reaches } from './permission.rules.js';
import { RolePermissions } from './role-permissions.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { Sessions } from './session.service.js';

/** The table of roles and permissions. */
@Controller('api/v1/roles')
@Policy('accounts.manage')
export class RolesController {
  constructor(
    @Inject(RolePermissions) private readonly roles: RolePermissions,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get()
  @Api({ summary: 'What each role may do, and how far it reaches' })
  async list(): Promise<Record<string, Reaches>> {
    return Object.fromEntries(await this.roles.all());
  }

  /** Replaces all of a role: what is not named reaches nothing. */
  @Put(':role')
  @Api({ summary: 'Replace what a role may do', body: RoleInput })
  async replace(
    @Param('role') name: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<Reaches> {
    const role = parseInput(Role, name);
    return this.write({ role, given: parseInput(RoleInput, body).permissions }, who, request);
  }

  /** Changes some permissions of a role. */
  @Patch(':role')
  @Api({ summary: 'Change some permissions of a role', body: RolePatch })
  async change(
    @Param('role') name: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<Reaches> {
    const role = parseInput(Role, name);
    const given = { ...(await this.roles.of(role)), ...parseInput(RolePatch, body) };
    return this.write({ role, given }, who, request);
  }

  private async write(
    change: { role: Role; given: Partial<Record<Permission, Reach>> },
    who: SessionPrincipal,
    request: IdentifiedRequest,
  ): Promise<Reaches> {
    const reaches = await this.roles.replace(change.role, change.given);
    await this.audit.record({
      actor: who.username,
      action: 'role.changed',
      subject: change.role,
      detail: reaches,
      address: request.ip,
    });
    await this.sessions.changed();
    return reaches;
  }
}
