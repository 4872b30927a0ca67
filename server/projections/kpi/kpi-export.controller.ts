import { Controller, Get, Query, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import { writeXlsxStream } from 'hucre/xlsx';
import { pipeline, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { KpiExportQuery } from '../../../protocol/kpi.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { cellOf } from '../../platform/csv.rules.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { KpiBoards } from './kpi-boards.service.js';
import { EXPORT_COLUMNS, exportRows } from './kpi-export.rules.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The board as a file. */
@Controller('api/v1/kpis/export')
@Policy('situation.read')
export class KpiExportController {
  constructor(private readonly boards: KpiBoards) {}

  @Get()
  @Api({ summary: 'Indicators and values as CSV or xlsx', query: KpiExportQuery, produces: ['text/csv', XLSX] })
  async file(@Query() query: unknown, @CurrentPrincipal() who: Principal, @Res() reply: FastifyReply): Promise<void> {
    const { format, ...asked } = parseInput(KpiExportQuery, query);
    const board = await this.boards.board(asked, who);
    const name = `kpis-${board.period.kind}-${board.period.start.slice(0, 10)}.${format}`;
    void reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${name}"`);
    if (format === 'xlsx') {
      // Text is written as text cells, never as formulas; numbers are numbers.
      const columns = EXPORT_COLUMNS.map((key) => ({ header: key, key }));
      const file = writeXlsxStream(exportRows(board), { name: 'kpis', columns, freezePane: { rows: 1 } });
      await reply.type(XLSX).send(Readable.fromWeb(file as ReadableStream));
      return;
    }
    const out = stringify({
      header: true,
      columns: [...EXPORT_COLUMNS],
      record_delimiter: 'windows',
      cast: { string: cellOf },
    });
    pipeline(Readable.from(exportRows(board)), out, () => undefined);
    await reply.type('text/csv; charset=utf-8').send(out);
  }
}
