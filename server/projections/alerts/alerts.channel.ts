import { Injectable } from '@nestjs/common';
import type { ChannelParams } from '../../../protocol/live.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { LiveChannels, type LiveChannel, type View } from '../live-channel.js';
import { onlyParams } from '../scope.rules.js';
import { CurrentAlert } from './current-alert.service.js';

/** The channel `alerts`: no params. What is in it is published; it is for everybody who sees the situation. */
@Injectable()
export class AlertsChannel implements LiveChannel<'alerts'> {
  readonly name = 'alerts';

  constructor(
    private readonly current: CurrentAlert,
    channels: LiveChannels,
  ) {
    channels.register(this);
  }

  params(raw: ChannelParams, { permissions }: Principal): ChannelParams {
    onlyParams(raw, []);
    if (permissions['situation.read'] === 'none')
      throw new DomainError(403, 'situation/not-permitted', 'your role sees no situation');
    return {};
  }

  view(): View<'alerts'> {
    return this.current.now();
  }

  onDirty(cb: () => void): void {
    this.current.onDirty(cb);
  }
}
